import { describe, expect, it } from "vitest";
import { trackingFixture } from "./fixture.ts";

describe("experiments", () => {
  it("have a Default one, and integers as ids that are never used again", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    expect(experiments.get("0")).toMatchObject({ name: "Default", artifactLocation: "mlflow-artifacts:/0" });
    expect(await experiments.create({ name: "a", tags: [] })).toBe("1");
    expect(await experiments.create({ name: "b", tags: [] })).toBe("2");
  });

  it("keep their own artifact location and tags", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    const id = await experiments.create({
      name: "a",
      artifactLocation: "s3://bucket/x/",
      tags: [{ key: "k", value: "v" }],
    });
    expect(experiments.get(id)).toMatchObject({ artifactLocation: "s3://bucket/x", tags: [{ key: "k", value: "v" }] });
    const run = await test.tracking.runs.create({ experimentId: id, tags: [] });
    expect(run.artifactUri).toBe(`s3://bucket/x/${run.id}/artifacts`);
  });

  it("have a location without a fragment", async () => {
    await using test = await trackingFixture();
    const create = test.tracking.experiments.create({ name: "a", artifactLocation: "s3://bucket/a#b", tags: [] });
    await expect(create).rejects.toThrow("'artifact_location' URL can't include fragments");
  });

  it.each(["nope", "1.5", "", "1 OR 1"])("can't have the id %j", async (id) => {
    await using test = await trackingFixture();
    const { experiments, runs } = test.tracking;
    const refusal = `Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`;
    expect(() => experiments.get(id)).toThrow(refusal);
    const query = { experimentIds: ["0", id], filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 1 } as const;
    await expect(runs.search(query)).rejects.toThrow(refusal);
  });

  it("keep their name when they are deleted", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    const id = await experiments.create({ name: "a", tags: [] });
    await experiments.delete(id);
    expect(experiments.getByName("a")).toMatchObject({ id, lifecycle: "deleted" });
    await expect(experiments.create({ name: "a", tags: [] })).rejects.toMatchObject({ code: "alreadyExists" });
  });

  it("take their runs with them when deleted, and bring them back", async () => {
    await using test = await trackingFixture();
    const { experiments, runs } = test.tracking;
    const id = await experiments.create({ name: "a", tags: [] });
    const run = await runs.create({ experimentId: id, tags: [] });
    await experiments.delete(id);
    expect(runs.get(run.id).lifecycle).toBe("deleted");
    await expect(experiments.delete(id)).rejects.toMatchObject({ code: "notFound" });
    await expect(runs.create({ experimentId: id, tags: [] })).rejects.toThrow("must be in the 'active' state");
    await experiments.restore(id);
    expect(runs.get(run.id).lifecycle).toBe("active");
  });

  it("are renamed to a name that is free, and not while deleted", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    const id = await experiments.create({ name: "a", tags: [] });
    await experiments.rename(id, "b");
    await experiments.rename(id, "b");
    await expect(experiments.rename(id, "Default")).rejects.toMatchObject({ code: "alreadyExists" });
    await expect(experiments.rename(id, "")).rejects.toMatchObject({ code: "invalidParameter" });
    await experiments.delete(id);
    await expect(experiments.rename(id, "c")).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("say that a tag or an experiment is missing", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    await expect(experiments.deleteTag("0", "k")).rejects.toMatchObject({ code: "notFound" });
    expect(() => experiments.get("99")).toThrow("No Experiment with id=99 exists");
    expect(() => experiments.getByName("nope")).toThrow("Could not find experiment with name 'nope'");
  });

  it("are found in pages by the search language", async () => {
    await using test = await trackingFixture();
    const { experiments } = test.tracking;
    for (const name of ["ab", "ac", "b"]) await experiments.create({ name, tags: [] });
    const query = { filter: "name LIKE 'a%'", orderBy: ["name DESC"], view: "ACTIVE_ONLY", maxResults: 1 } as const;
    const first = await experiments.search(query);
    expect(first.items.map(({ name }) => name)).toEqual(["ac"]);
    const second = await experiments.search({ ...query, pageToken: first.nextPageToken ?? "" });
    expect(second.items.map(({ name }) => name)).toEqual(["ab"]);
    expect(second).not.toHaveProperty("nextPageToken");
    await expect(experiments.search({ ...query, maxResults: 0 })).rejects.toMatchObject({ code: "invalidParameter" });
  });
});
