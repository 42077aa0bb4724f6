import { describe, expect, it } from "vitest";
import { registryFixture } from "./registryFixture.ts";

describe("a model version", () => {
  it("is numbered from 1, and no number is used twice", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    expect(await fixture.version("iris")).toBe(1);
    expect(await fixture.version("iris")).toBe(2);
    await fixture.registry.versions.delete("iris", 2);
    expect(await fixture.version("iris")).toBe(3);
    await fixture.registry.versions.delete("iris", 1);
    await fixture.registry.versions.delete("iris", 3);
    expect(await fixture.version("iris")).toBe(4);
  });

  it("begins without a stage, and its model is changed with it", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    fixture.test.setTime(2000);
    await fixture.version("iris", { a: "b" });
    expect(fixture.registry.versions.get("iris", 1)).toEqual({
      name: "iris",
      version: 1,
      description: "",
      stage: "None",
      source: "s3://bucket/iris",
      storageLocation: "s3://bucket/iris",
      runId: "",
      runLink: "",
      modelId: "",
      createdAt: 2000,
      updatedAt: 2000,
      tags: [{ key: "a", value: "b" }],
      aliases: [],
    });
    expect(fixture.registry.models.get("iris").updatedAt).toBe(2000);
  });

  it("needs its model", async () => {
    await using fixture = await registryFixture();
    await expect(fixture.version("nobody")).rejects.toThrow("Registered Model with name=nobody not found");
    expect(() => fixture.registry.versions.get("nobody", 1)).toThrow(
      "Model Version (name=nobody, version=1) not found",
    );
  });

  it("changes its stage, and may send the others of that stage to the archive", async () => {
    await using fixture = await registryFixture();
    const { versions } = fixture.registry;
    await fixture.model("iris");
    for (let index = 0; index < 3; index += 1) await fixture.version("iris");
    const move = (version: number, stage: string, archiveExisting: boolean) =>
      versions.transitionStage("iris", version, { stage, archiveExisting });
    await move(1, "production", false);
    await move(2, "Production", false);
    fixture.test.setTime(3000);
    expect(await move(3, "PRODUCTION", true)).toMatchObject({ stage: "Production", updatedAt: 3000 });
    const stages = [1, 2, 3].map((version) => versions.get("iris", version).stage);
    expect(stages).toEqual(["Archived", "Archived", "Production"]);
    expect(versions.get("iris", 1).updatedAt).toBe(3000);
    await expect(move(1, "Archived", true)).rejects.toMatchObject({ code: "invalidParameter" });
    await expect(move(1, "Better", false)).rejects.toThrow("Value must be one of None, Staging, Production, Archived.");
  });

  it("archives nothing when the version to move does not exist", async () => {
    await using fixture = await registryFixture();
    const { versions } = fixture.registry;
    await fixture.model("iris");
    await fixture.version("iris");
    await versions.transitionStage("iris", 1, { stage: "Staging", archiveExisting: false });
    const move = versions.transitionStage("iris", 9, { stage: "Staging", archiveExisting: true });
    await expect(move).rejects.toMatchObject({ code: "notFound" });
    expect(versions.get("iris", 1).stage).toBe("Staging");
  });

  it("can be described, tagged and deleted", async () => {
    await using fixture = await registryFixture();
    const { versions } = fixture.registry;
    await fixture.model("iris");
    await fixture.version("iris");
    expect(await versions.describe("iris", 1, "Better")).toMatchObject({ description: "Better" });
    await versions.setTag("iris", 1, { key: "a", value: "1" });
    await versions.setTag("iris", 1, { key: "a", value: "2" });
    expect(versions.get("iris", 1).tags).toEqual([{ key: "a", value: "2" }]);
    await versions.deleteTag("iris", 1, "a");
    await versions.deleteTag("iris", 1, "a");
    expect(versions.get("iris", 1).tags).toEqual([]);
    await versions.delete("iris", 1);
    await expect(versions.delete("iris", 1)).rejects.toMatchObject({ code: "notFound" });
    await expect(versions.setTag("iris", 1, { key: "a", value: "b" })).rejects.toMatchObject({ code: "notFound" });
  });
});

describe("an imported version", () => {
  const imported = { name: "iris", source: "/somewhere/else", description: "", tags: [], stage: "Staging" } as const;

  it("keeps its number, stage and times, and the next one counts on from it", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    const made = await fixture.registry.versions.import({ ...imported, version: 7, createdAt: 5, updatedAt: 6 });
    expect(made).toMatchObject({ version: 7, stage: "Staging", createdAt: 5, updatedAt: 6, source: "/somewhere/else" });
    await fixture.registry.versions.import({ ...imported, version: 3, createdAt: 5, updatedAt: 6 });
    expect(await fixture.version("iris")).toBe(8);
  });

  it("does not replace one that is there", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    await fixture.version("iris");
    const again = fixture.registry.versions.import({ ...imported, version: 1, createdAt: 5, updatedAt: 6 });
    await expect(again).rejects.toMatchObject({ code: "alreadyExists" });
  });
});
