import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/store/openStore.ts";
import { createLoggedModels } from "../../../src/tracking/loggedModels.ts";
import type { LoggedModelSearch, LoggedModels } from "../../../src/tracking/loggedModelTypes.ts";

let folder: string;
let store: Store;
let models: LoggedModels;
let time = 1000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidemark-models-"));
  store = openStore(join(folder, "store.db"));
  models = createLoggedModels(store, () => {
    time += 1;
    return time;
  });
});

afterEach(() => {
  store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const create = (name: string, fields: object = {}) =>
  models.create({ experimentId: "0", name, modelType: "sklearn", sourceRunId: "r1", params: [], tags: [], ...fields });

const names = (search: Partial<LoggedModelSearch>) =>
  models
    .search({ experimentIds: ["0"], filter: "", datasets: [], orderBy: [], maxResults: 50, ...search })
    .items.map(({ name }) => name);

describe("a logged model", () => {
  it("begins as pending, with an address of its own", async () => {
    const model = await create("m", { params: [{ key: "C", value: "1" }], tags: [{ key: "t", value: "x" }] });
    expect(model).toMatchObject({
      id: expect.stringMatching(/^m-[0-9a-f]{32}$/),
      status: "PENDING",
      artifactUri: `mlflow-artifacts:/0/models/${model.id}/artifacts`,
      params: [{ key: "C", value: "1" }],
      tags: [{ key: "t", value: "x" }],
    });
  });

  it("is ready once its client says so", async () => {
    const { id, updatedAt } = await create("m");
    const ready = await models.finish(id, "READY");
    expect(ready.status).toBe("READY");
    expect(ready.updatedAt).toBeGreaterThan(updatedAt);
  });

  it("keeps each point of a metric once, and shows the latest of each run and data set", async () => {
    const { id } = await create("m");
    const point = { key: "acc", modelId: id, runId: "r1", time: 1, step: 1 };
    await models.logMetrics([
      { ...point, value: 0.5 },
      { ...point, value: 0.5 },
      { ...point, value: 0.7, step: 2 },
      { ...point, value: 0.1, dataset: { name: "test", digest: "d" } },
      { ...point, key: "nan", value: Number.NaN },
    ]);
    expect(models.get(id).metrics).toEqual([
      { ...point, value: 0.7, step: 2 },
      { ...point, value: 0.1, dataset: { name: "test", digest: "d" } },
      { ...point, key: "nan", value: Number.NaN },
    ]);
  });

  it("that does not exist takes nothing", async () => {
    const gone = { code: "notFound", message: "Logged model with ID 'm-x' not found." };
    expect(() => models.get("m-x")).toThrow(expect.objectContaining(gone));
    await expect(models.finish("m-x", "READY")).rejects.toMatchObject(gone);
    await expect(
      models.logMetrics([{ key: "a", modelId: "m-x", runId: "r", time: 1, step: 1, value: 1 }]),
    ).rejects.toMatchObject(gone);
  });

  it("takes a parameter once and a tag as often as wanted", async () => {
    const { id } = await create("m");
    await models.logParams(id, [{ key: "a", value: "1" }]);
    await expect(models.logParams(id, [{ key: "a", value: "2" }])).rejects.toMatchObject({ code: "alreadyExists" });
    await models.setTags(id, [{ key: "t", value: "1" }]);
    await models.setTags(id, [{ key: "t", value: "2" }]);
    expect(models.get(id)).toMatchObject({ params: [{ value: "1" }], tags: [{ value: "2" }] });
    await models.deleteTag(id, "t");
    await expect(models.deleteTag(id, "t")).rejects.toMatchObject({ code: "notFound" });
  });

  it("may not have a name that would not fit into an address", async () => {
    for (const name of ["a/b", "a:b", "a.b", "a%b", "a'b"]) {
      await expect(create(name)).rejects.toMatchObject({ code: "invalidParameter" });
    }
  });

  it("belongs to an experiment that exists", async () => {
    await expect(create("m", { experimentId: "99" })).rejects.toMatchObject({ code: "notFound" });
  });

  it("that was deleted is found only on request", async () => {
    const { id } = await create("m");
    await models.delete(id);
    expect(() => models.get(id)).toThrow("not found");
    expect(models.get(id, { deletedToo: true }).id).toBe(id);
    expect(names({})).toEqual([]);
  });
});

describe("a search for logged models", () => {
  beforeEach(async () => {
    const a = await create("a", { params: [{ key: "C", value: "1" }], tags: [{ key: "kind", value: "Small" }] });
    const b = await create("b", { params: [{ key: "C", value: "2" }] });
    await create("c", { sourceRunId: "r2" });
    const point = { key: "acc", runId: "r1", time: 1, step: 1 };
    await models.logMetrics([
      { ...point, modelId: a.id, value: 0.5, dataset: { name: "test", digest: "d1" } },
      { ...point, modelId: b.id, value: 0.9, dataset: { name: "train", digest: "d2" } },
    ]);
    await models.finish(b.id, "READY");
  });

  it.each([
    ["", ["c", "b", "a"]],
    ["name = 'b'", ["b"]],
    ["name IN ('a', 'c')", ["c", "a"]],
    ["source_run_id = 'r1' AND name != 'a'", ["b"]],
    ["status = 'READY'", ["b"]],
    ["model_type LIKE 'SK%'", []],
    ["metrics.acc > 0.6", ["b"]],
    ["params.C = '1'", ["a"]],
    ["tags.kind ILIKE 'small'", ["a"]],
    ["creation_timestamp > 0", ["c", "b", "a"]],
  ])("%j finds %j", (filter, found) => expect(names({ filter })).toEqual(found));

  it("counts metrics on the named data sets alone", () => {
    expect(names({ datasets: [{ name: "test" }] })).toEqual(["a"]);
    expect(names({ datasets: [{ name: "test", digest: "other" }] })).toEqual([]);
    expect(names({ filter: "metrics.acc > 0", datasets: [{ name: "train", digest: "d2" }] })).toEqual(["b"]);
  });

  it("orders by attribute or metric, models without it last", () => {
    expect(names({ orderBy: [{ field: "name", ascending: true }] })).toEqual(["a", "b", "c"]);
    expect(names({ orderBy: [{ field: "metrics.acc", ascending: false }] })).toEqual(["b", "a", "c"]);
    expect(names({ orderBy: [{ field: "metrics.acc", ascending: true }] })).toEqual(["a", "b", "c"]);
  });

  it("pages", () => {
    const search = { experimentIds: ["0"], filter: "", datasets: [], orderBy: [], maxResults: 2 };
    const first = models.search(search);
    const second = models.search({ ...search, pageToken: first.nextPageToken ?? "" });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["c", "b", "a"]);
    expect(second.nextPageToken).toBeUndefined();
  });

  it.each([
    { filter: "foo = 'x'" },
    { filter: "datasets.name = 'x'" },
    { filter: "name = 1" },
    { orderBy: [{ field: "foo", ascending: true }] },
    { orderBy: [{ field: "params.C", ascending: true }] },
    { maxResults: 0 },
    { pageToken: "nonsense" },
  ])("%j is refused", (search) => {
    expect(() => names(search)).toThrow(expect.objectContaining({ code: "invalidParameter" }));
  });
});
