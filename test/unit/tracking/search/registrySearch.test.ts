import { describe, expect, it } from "vitest";
import { type RegistryFixture, registryFixture } from "../registry/registryFixture.ts";

async function shelf(): Promise<RegistryFixture> {
  const fixture = await registryFixture();
  const { models, versions } = fixture.registry;
  for (const [index, name] of ["apple", "Banana", "cherry"].entries()) {
    fixture.test.setTime(1000 + index);
    await fixture.model(name);
  }
  await models.setTag("apple", { key: "kind", value: "Fruit" });
  await models.setTag("apple", { key: "in season", value: "yes" });
  await models.setTag("Banana", { key: "kind", value: "fruit" });
  for (const [index, name] of ["apple", "apple", "cherry"].entries()) {
    fixture.test.setTime(2000 + index);
    await fixture.version(name, { index: String(index) });
  }
  fixture.test.setTime(3000);
  await models.create({ name: "greeting", description: "", tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }] });
  await versions.create({
    name: "greeting",
    source: "prompt-template",
    description: "",
    tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }],
  });
  return fixture;
}

const query = { filter: "", orderBy: [], maxResults: 100 };

describe("a search for registered models", () => {
  const names = async (filter: string, orderBy: readonly string[] = []) => {
    await using fixture = await shelf();
    const { items } = await fixture.registry.models.search({ ...query, filter, orderBy });
    return items.map(({ name }) => name);
  };

  it.each([
    ["", ["Banana", "apple", "cherry"]],
    ["name = 'apple'", ["apple"]],
    ["name != 'apple'", ["Banana", "cherry"]],
    ["name LIKE '%an%'", ["Banana"]],
    ["name LIKE 'B%' AND name ILIKE 'b%'", ["Banana"]],
    ["name LIKE 'b%'", []],
    ["name IN ('apple', 'cherry')", ["apple", "cherry"]],
    ["name NOT IN ('apple')", ["Banana", "cherry"]],
    ["attribute.name = 'apple'", ["apple"]],
    ["tags.kind = 'fruit'", ["Banana"]],
    ["tags.kind ILIKE 'FRUIT'", ["Banana", "apple"]],
    ["tag.kind != 'fruit'", ["apple"]],
    ["tags.`in season` = 'yes' AND tags.kind = 'Fruit'", ["apple"]],
    ["tags.`mlflow.prompt.is_prompt` = 'true'", ["greeting"]],
    ["tags.`mlflow.prompt.is_prompt` != 'false'", ["greeting"]],
    ["tags.`mlflow.prompt.is_prompt` != 'true' AND tags.kind = 'Fruit'", ["apple"]],
  ])("%s", async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it("is ordered by name, or by name or time as asked", async () => {
    expect(await names("", ["name DESC"])).toEqual(["cherry", "apple", "Banana"]);
    expect(await names("", ["timestamp DESC"])).toEqual(["cherry", "apple", "Banana"]);
    expect(await names("", ["last_updated_timestamp", "name"])).toEqual(["Banana", "apple", "cherry"]);
  });

  it.each([
    "run_id = 'x'",
    "metrics.loss > 1",
    "name = 5",
    "name > 'a'",
    "name IS NULL",
    "tags.kind IN ('a')",
    "name = 'a' OR name = 'b'",
    "colour.name = 'a'",
  ])("refuses %s", async (filter) => {
    await expect(names(filter)).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it.each([["bad"], ["creation_timestamp"], ["tags.kind"], ["name UP"]])("is not ordered by %s", async (order) => {
    await expect(names("", [order])).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it.each(["LIKE", "ILIKE"])("refuses a %s pattern that SQLite could not take", async (operator) => {
    await expect(names(`name ${operator} '${"x".repeat(50_001)}'`)).rejects.toMatchObject({ code: "invalidParameter" });
    expect(await names(`name ${operator} '${"x".repeat(50_000)}'`)).toEqual([]);
  });

  it("is not ordered by one thing twice", async () => {
    await expect(names("", ["timestamp", "last_updated_timestamp DESC"])).rejects.toThrow("duplicate fields");
  });

  it("comes in pages of at most 1000", async () => {
    await using fixture = await shelf();
    const { models } = fixture.registry;
    const first = await models.search({ ...query, maxResults: 2 });
    const rest = await models.search({ ...query, maxResults: 2, pageToken: first.nextPageToken ?? "" });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["Banana", "apple", "cherry"]);
    expect(rest.nextPageToken).toBeUndefined();
    await expect(models.search({ ...query, maxResults: 1001 })).rejects.toMatchObject({ code: "invalidParameter" });
    await expect(models.search({ ...query, maxResults: 0 })).rejects.toMatchObject({ code: "invalidParameter" });
  });
});

describe("a search for model versions", () => {
  const found = async (filter: string, orderBy: readonly string[] = []) => {
    await using fixture = await shelf();
    const { items } = await fixture.registry.versions.search({ ...query, filter, orderBy });
    return items.map(({ name, version }) => `${name} ${version}`);
  };

  it.each([
    ["", ["cherry 1", "apple 2", "apple 1"]],
    ["name = 'apple'", ["apple 2", "apple 1"]],
    ["name IN ('cherry')", ["cherry 1"]],
    ["version_number = 1", ["cherry 1", "apple 1"]],
    ["version_number = '1' AND name = 'apple'", ["apple 1"]],
    ["version_number >= 2", ["apple 2"]],
    ["source_path LIKE '%/cherry'", ["cherry 1"]],
    ["run_id = ''", ["cherry 1", "apple 2", "apple 1"]],
    ["run_id IN ('a', 'b')", []],
    ["tags.index = '1'", ["apple 2"]],
    ["tags.index != '1' AND name = 'apple'", ["apple 1"]],
    ["tags.`mlflow.prompt.is_prompt` = 'true'", ["greeting 1"]],
  ])("%s", async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it("is ordered by the last change, or as asked", async () => {
    expect(await found("", ["name", "version_number ASC"])).toEqual(["apple 1", "apple 2", "cherry 1"]);
    expect(await found("", ["version_number"])).toEqual(["apple 1", "cherry 1", "apple 2"]);
    expect(await found("", ["creation_timestamp"])).toEqual(["apple 1", "apple 2", "cherry 1"]);
  });

  it.each([
    "alias = 'champion'",
    "current_stage = 'None'",
    "version_number = 1.5",
    "version_number = 'x'",
    "version_number LIKE '1'",
    "version_number IS NULL",
    "source_path IN ('a')",
    "name = 5",
  ])("refuses %s", async (filter) => {
    await expect(found(filter)).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("leaves deleted versions out", async () => {
    await using fixture = await shelf();
    await fixture.registry.versions.delete("apple", 2);
    const { items } = await fixture.registry.versions.search({ ...query, filter: "name = 'apple'" });
    expect(items.map(({ version }) => version)).toEqual([1]);
  });
});
