import { describe, expect, it } from "vitest";
import { registryFixture } from "./registryFixture.ts";

describe("a registered model", () => {
  it("has a name of its own, a description and tags", async () => {
    await using fixture = await registryFixture();
    const { models } = fixture.registry;
    const made = await models.create({ name: "iris", description: "Flowers", tags: [{ key: "team", value: "a" }] });
    expect(made).toEqual({
      name: "iris",
      description: "Flowers",
      createdAt: 1000,
      updatedAt: 1000,
      tags: [{ key: "team", value: "a" }],
      aliases: [],
      latestVersions: [],
    });
    await expect(models.create({ name: "iris", description: "", tags: [] })).rejects.toMatchObject({
      code: "alreadyExists",
    });
  });

  it("cannot have the name of a prompt, nor a prompt the name of a model", async () => {
    await using fixture = await registryFixture();
    const { models } = fixture.registry;
    const tags = [{ key: "mlflow.prompt.is_prompt", value: "true" }];
    await fixture.model("iris");
    await models.create({ name: "greeting", description: "", tags });
    await expect(models.create({ name: "iris", description: "", tags })).rejects.toThrow(
      "Tried to create a prompt with name 'iris', but the name is already taken by a registered model.",
    );
    await expect(fixture.model("greeting")).rejects.toThrow("already taken by a prompt");
    await expect(models.rename("iris", "greeting")).rejects.toThrow("already taken by a prompt");
    await expect(models.create({ name: "greeting", description: "", tags })).rejects.toThrow(
      "Prompt (name=greeting) already exists.",
    );
  });

  it.each(["", "  ", "a/b", "a:b", ".", ".."])("is not called %j", async (name) => {
    await using fixture = await registryFixture();
    await expect(fixture.model(name)).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("takes its versions, tags and aliases along when it is renamed, and all of them are changed then", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("old");
    await fixture.model("taken");
    await fixture.version("old");
    await models.setAlias("old", "champion", 1);
    await expect(models.rename("old", "taken")).rejects.toMatchObject({ code: "alreadyExists" });
    fixture.test.setTime(2000);
    expect(await models.rename("old", "new")).toMatchObject({ name: "new", createdAt: 1000, updatedAt: 2000 });
    expect(versions.get("new", 1)).toMatchObject({ aliases: ["champion"], updatedAt: 2000 });
    expect(() => models.get("old")).toThrow("Registered Model with name=old not found");
  });

  it("is gone with its versions when deleted, and its name is free again", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("iris");
    await fixture.version("iris", { a: "b" });
    await models.setAlias("iris", "champion", 1);
    await models.delete("iris");
    expect(() => versions.get("iris", 1)).toThrow(expect.objectContaining({ code: "notFound" }));
    await fixture.model("iris");
    expect(models.get("iris")).toMatchObject({ aliases: [], latestVersions: [] });
    await expect(models.delete("nobody")).rejects.toMatchObject({ code: "notFound" });
  });

  it("has tags that are overwritten, and removing one that is missing does nothing", async () => {
    await using fixture = await registryFixture();
    const { models } = fixture.registry;
    await fixture.model("iris");
    await models.setTag("iris", { key: "a", value: "1" });
    await models.setTag("iris", { key: "a", value: "2" });
    expect(models.get("iris").tags).toEqual([{ key: "a", value: "2" }]);
    await models.deleteTag("iris", "a");
    await models.deleteTag("iris", "a");
    expect(models.get("iris").tags).toEqual([]);
    await models.setTag("iris", { key: "a", value: "x".repeat(100_000) });
    await expect(models.setTag("iris", { key: "a", value: "x".repeat(100_001) })).rejects.toThrow(
      "'value' exceeds the maximum length of 100000 characters",
    );
  });

  it("tells of each change, and of none that was refused", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    await fixture.version("iris");
    await expect(fixture.model("iris")).rejects.toThrow();
    expect(fixture.test.changes).toEqual([{ models: true }, { models: true }]);
  });
});

describe("an alias", () => {
  it("points to one version and moves", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("iris");
    await fixture.version("iris");
    await fixture.version("iris");
    await models.setAlias("iris", "champion", 1);
    await models.setAlias("iris", "champion", 2);
    expect(models.getByAlias("iris", "champion").version).toBe(2);
    expect(models.get("iris").aliases).toEqual([{ alias: "champion", version: 2 }]);
    expect(versions.get("iris", 1).aliases).toEqual([]);
    await models.deleteAlias("iris", "champion");
    await models.deleteAlias("iris", "champion");
    expect(() => models.getByAlias("iris", "champion")).toThrow(expect.objectContaining({ code: "invalidParameter" }));
  });

  it("goes with the version it points to", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("iris");
    await fixture.version("iris");
    await models.setAlias("iris", "champion", 1);
    await versions.delete("iris", 1);
    expect(models.get("iris").aliases).toEqual([]);
  });

  it("needs a version that exists", async () => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    await expect(fixture.registry.models.setAlias("iris", "champion", 7)).rejects.toMatchObject({ code: "notFound" });
  });

  it.each(["latest", "Latest", "v1", "V22", "", "a b", "x".repeat(256)])("is not called %j", async (alias) => {
    await using fixture = await registryFixture();
    await fixture.model("iris");
    await fixture.version("iris");
    await expect(fixture.registry.models.setAlias("iris", alias, 1)).rejects.toMatchObject({
      code: "invalidParameter",
    });
  });

  it("'latest' is the newest version of any stage", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("iris");
    expect(() => models.getByAlias("iris", "latest")).toThrow("Latest version not found for model iris.");
    await fixture.version("iris");
    await fixture.version("iris");
    await versions.transitionStage("iris", 1, { stage: "Production", archiveExisting: false });
    expect(models.getByAlias("iris", "latest").version).toBe(2);
  });
});

describe("the latest versions", () => {
  it("are the newest of each stage, or of those that are asked for", async () => {
    await using fixture = await registryFixture();
    const { models, versions } = fixture.registry;
    await fixture.model("iris");
    for (let index = 0; index < 4; index += 1) await fixture.version("iris");
    for (const version of [1, 2]) {
      await versions.transitionStage("iris", version, { stage: "staging", archiveExisting: false });
    }
    const numbers = (stages: string[]) => models.latestVersions("iris", stages).map(({ version }) => version);
    expect(numbers([])).toEqual([2, 4]);
    expect(numbers(["STAGING"])).toEqual([2]);
    expect(numbers(["Production"])).toEqual([]);
    expect(() => numbers(["Nowhere"])).toThrow("Invalid Model Version stage: Nowhere.");
    expect(models.get("iris").latestVersions.map(({ version }) => version)).toEqual([2, 4]);
  });
});
