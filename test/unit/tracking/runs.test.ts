import { describe, expect, it } from "vitest";
import { generateRunName } from "../../../src/tracking/runNames.ts";
import { trackingFixture } from "./fixture.ts";

const nameOf = (tags: readonly { key: string; value: string }[]) =>
  tags.find(({ key }) => key === "mlflow.runName")?.value;

describe("a new run", () => {
  it("is running, has a name of words, and artifacts in its experiment", async () => {
    await using test = await trackingFixture();
    const run = await test.tracking.runs.create({ experimentId: "0", tags: [] });
    expect(run).toMatchObject({ status: "RUNNING", lifecycle: "active", startTime: 1000, endTime: null });
    expect(run.id).toMatch(/^[0-9a-f]{32}$/);
    expect(run.name).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/);
    expect(nameOf(run.tags)).toBe(run.name);
    expect(run.artifactUri).toBe(`mlflow-artifacts:/0/${run.id}/artifacts`);
  });

  it("takes its name from the request or from the tag, which have to agree", async () => {
    await using test = await trackingFixture();
    const { runs } = test.tracking;
    const tag = { key: "mlflow.runName", value: "b" };
    expect(nameOf((await runs.create({ experimentId: "0", name: "a", tags: [] })).tags)).toBe("a");
    expect((await runs.create({ experimentId: "0", tags: [tag] })).name).toBe("b");
    await expect(runs.create({ experimentId: "0", name: "a", tags: [tag] })).rejects.toThrow("Both 'run_name'");
  });

  it("is announced with the script that made it, once it is committed", async () => {
    await using test = await trackingFixture();
    const tags = [{ key: "mlflow.source.name", value: "train.py" }];
    const run = await test.tracking.runs.create({ experimentId: "0", tags });
    expect(test.starts).toEqual([{ runId: run.id, experimentId: "0", sourceName: "train.py" }]);
    expect(test.changes).toEqual([{ run: { id: run.id, experimentId: "0", summary: true, metrics: false } }]);
  });

  it("never gets a name outside of the words, whatever the dice say", () => {
    for (const dice of [0, 0.5, 0.999_999_999]) expect(generateRunName(() => dice)).toMatch(/^[a-z]+-[a-z]+-\d+$/);
  });
});

describe("a run", () => {
  it("has its name in a tag too: each follows the other", async () => {
    await using test = await trackingFixture();
    const { runs, recording } = test.tracking;
    const { id } = await runs.create({ experimentId: "0", tags: [] });
    expect(nameOf((await runs.update(id, { name: "new" })).tags)).toBe("new");
    await recording.setTag(id, { key: "mlflow.runName", value: "newer" });
    expect(runs.get(id).name).toBe("newer");
  });

  it("ends, and may go on recording after that", async () => {
    await using test = await trackingFixture();
    const { runs, recording } = test.tracking;
    const { id } = await runs.create({ experimentId: "0", tags: [] });
    await runs.update(id, { status: "FINISHED", endTime: 2000 });
    await recording.logMetric(id, { key: "acc", value: 1, step: 0, time: 0 });
    expect(runs.get(id)).toMatchObject({ status: "FINISHED", endTime: 2000, metrics: [{ key: "acc" }] });
  });

  it("takes nothing while it is deleted", async () => {
    await using test = await trackingFixture();
    const { runs, recording } = test.tracking;
    const { id } = await runs.create({ experimentId: "0", tags: [] });
    await runs.delete(id);
    await runs.delete(id);
    const message = `The run ${id} must be in the 'active' state. Current state is deleted.`;
    await expect(recording.logParam(id, { key: "a", value: "b" })).rejects.toThrow(message);
    await expect(runs.update(id, { name: "x" })).rejects.toThrow(message);
    await runs.restore(id);
    await recording.logParam(id, { key: "a", value: "b" });
  });

  it("that does not exist is said to be missing", async () => {
    await using test = await trackingFixture();
    expect(() => test.tracking.runs.get("nope")).toThrow("Run with id=nope not found");
    await expect(test.tracking.runs.delete("nope")).rejects.toMatchObject({ code: "notFound" });
    expect(test.changes).toEqual([]);
  });

  it("is found by the search language with all that it recorded", async () => {
    await using test = await trackingFixture();
    const { runs, recording } = test.tracking;
    const ids: string[] = [];
    for (const value of [0.1, 0.9, 0.5]) {
      const { id } = await runs.create({ experimentId: "0", tags: [] });
      await recording.logBatch(id, {
        metrics: [{ key: "val acc", value, step: 0, time: 0 }],
        params: [{ key: "lr", value: String(value) }],
        tags: [],
      });
      ids.push(id);
    }
    const query = { experimentIds: ["0"], view: "ACTIVE_ONLY", orderBy: ["metrics.`val acc` DESC"] } as const;
    const found = await runs.search({ ...query, filter: "metrics.`val acc` > 0.2", maxResults: 1 });
    expect(found.items).toEqual([runs.get(ids[1] ?? "")]);
    const rest = await runs.search({ ...query, filter: "", maxResults: 9, pageToken: found.nextPageToken ?? "" });
    expect(rest.items.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
  });
});
