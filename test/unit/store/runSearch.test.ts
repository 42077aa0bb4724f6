import { describe, expect, it } from "vitest";
import { type RunSelection, type RunSort, runPageSql } from "../../../src/store/runQuery.ts";
import type { RunCondition } from "../../../src/store/runQueryAst.ts";
import { listRuns, searchRuns } from "../../../src/store/runSearch.ts";
import { insertRun, type TestStore, testStore } from "./testStore.ts";

const everything: RunSelection = { experimentIds: ["0"], conditions: [], view: "ACTIVE_ONLY" };

/** Five runs, the newest last; `none` has nothing but a name. */
async function fiveRuns(): Promise<TestStore> {
  const test = await testStore();
  const { tables } = test.store;
  const values = { low: 0.1, high: 0.9, nan: Number.NaN, infinite: Number.POSITIVE_INFINITY } as const;
  for (const [index, [name, value]] of Object.entries(values).entries()) {
    const run = insertRun(tables, name, index);
    tables.series.append(run, "acc", [
      { step: 0, time: 0, value: 7 },
      { step: 1, time: 0, value },
    ]);
    tables.params.insert(run, "lr", ["0.5", "10", "9", "auto"][index] ?? "");
    tables.tags.set(run, "host", index === 0 ? "Alpha_1" : "beta*2");
    tables.datasets.use(run, { ...dataset, name: index === 0 ? "iris" : "wine", context: "training" });
  }
  insertRun(tables, "none", 9);
  return test;
}
const dataset = { digest: "d", source_type: "", source: "", schema: null, profile: null, tags: "{}" };

const found = (test: TestStore, conditions: readonly RunCondition[], order: readonly RunSort[] = []) =>
  searchRuns(test.store.connection, { ...everything, conditions, order, limit: 100 }).runIds;

describe("a search for runs", () => {
  it("finds the newest first when no order is asked for", async () => {
    await using test = await fiveRuns();
    expect(found(test, [])).toEqual(["none", "infinite", "nan", "high", "low"]);
  });

  it("compares the latest value of a metric; NaN is only different, and a missing one fulfils nothing", async () => {
    await using test = await fiveRuns();
    const metric = (comparator: ">" | "<" | "!=" | "=", value: number) =>
      found(test, [{ of: "metric", key: "acc", test: { comparator, value } }]);
    expect(metric(">", 0.5)).toEqual(["infinite", "high"]);
    expect(metric("<", 0.5)).toEqual(["low"]);
    expect(metric("=", 0.9)).toEqual(["high"]);
    expect(metric("!=", 0.9)).toEqual(["infinite", "nan", "low"]);
  });

  it("orders by a metric with NaN and then missing ones last, whichever way", async () => {
    await using test = await fiveRuns();
    const by = (descending: boolean) => found(test, [], [{ by: "metric", key: "acc", descending }]);
    expect(by(false)).toEqual(["low", "high", "infinite", "nan", "none"]);
    expect(by(true)).toEqual(["infinite", "high", "low", "nan", "none"]);
  });

  it("orders by a parameter as text, or by its number where an editor's table asks for that", async () => {
    await using test = await fiveRuns();
    expect(found(test, [], [{ by: "param", key: "lr", descending: false }])).toEqual([
      "low",
      "high",
      "nan",
      "infinite",
      "none",
    ]);
    expect(found(test, [], [{ by: "paramValue", key: "lr", descending: false }])).toEqual([
      "low",
      "nan",
      "high",
      "infinite",
      "none",
    ]);
    expect(found(test, [], [{ by: "paramValue", key: "lr", descending: true }])).toEqual([
      "high",
      "nan",
      "low",
      "infinite",
      "none",
    ]);
  });

  it("tells case apart with LIKE and not with ILIKE, and takes GLOB's signs literally", async () => {
    await using test = await fiveRuns();
    const like = (comparator: "LIKE" | "ILIKE", value: string) =>
      found(test, [{ of: "tag", key: "host", test: { comparator, value } }]);
    expect(like("LIKE", "Alpha%")).toEqual(["low"]);
    expect(like("LIKE", "alpha%")).toEqual([]);
    expect(like("ILIKE", "ALPHA__")).toEqual(["low"]);
    expect(like("LIKE", "beta*2")).toHaveLength(3);
    expect(like("LIKE", "*")).toEqual([]);
    expect(like("LIKE", "[a-z]%")).toEqual([]);
  });

  it("never finds a run without the key, except when asked for just that", async () => {
    await using test = await fiveRuns();
    const param = (test: (RunCondition & { of: "param" | "tag" })["test"]): RunCondition => ({
      of: "param",
      key: "lr",
      test,
    });
    expect(found(test, [param({ comparator: "!=", value: "10" })])).toEqual(["infinite", "nan", "low"]);
    expect(found(test, [param({ comparator: "NOT IN", values: ["10", "9"] })])).toEqual(["infinite", "low"]);
    expect(found(test, [param({ comparator: "IS NULL" })])).toEqual(["none"]);
    expect(found(test, [param({ comparator: "IS NOT NULL" })])).toHaveLength(4);
  });

  it("looks at attributes and data sets, and joins conditions", async () => {
    await using test = await fiveRuns();
    const iris: RunCondition = { of: "dataset", attribute: "name", test: { comparator: "=", value: "iris" } };
    const training: RunCondition = {
      of: "dataset",
      attribute: "context",
      test: { comparator: "IN", values: ["training"] },
    };
    const late: RunCondition = { of: "time", attribute: "start_time", test: { comparator: ">=", value: 2 } };
    expect(found(test, [iris])).toEqual(["low"]);
    expect(found(test, [training])).toHaveLength(4);
    expect(found(test, [training, late])).toEqual(["infinite", "nan"]);
    expect(
      found(test, [{ of: "text", attribute: "run_id", test: { comparator: "IN", values: ["low", "x"] } }]),
    ).toEqual(["low"]);
    expect(found(test, [{ of: "time", attribute: "end_time", test: { comparator: "!=", value: 1 } }])).toEqual([]);
  });

  it("takes what a caller sent as values, whatever it looks like", async () => {
    await using test = await fiveRuns();
    const evil = "'; DROP TABLE run; --";
    expect(found(test, [{ of: "tag", key: evil, test: { comparator: "=", value: evil } }])).toEqual([]);
    expect(found(test, [], [{ by: "metric", key: evil, descending: true }])).toHaveLength(5);
  });

  it("comes in pages that together hold every run once", async () => {
    await using test = await fiveRuns();
    const order: readonly RunSort[] = [{ by: "metric", key: "acc", descending: true }];
    const all: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = searchRuns(test.store.connection, {
        ...everything,
        order,
        limit: 2,
        ...(pageToken ? { pageToken } : {}),
      });
      all.push(...page.runIds);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    expect(all).toEqual(["infinite", "high", "low", "nan", "none"]);
  });

  it("finds nothing without experiments, and everything in several", async () => {
    await using test = await fiveRuns();
    const search = (experimentIds: readonly string[]) =>
      searchRuns(test.store.connection, { ...everything, experimentIds, order: [], limit: 9 }).runIds;
    expect(search([])).toEqual([]);
    expect(search(["0", "1"])).toHaveLength(5);
  });
});

describe("a list of runs", () => {
  const list = (test: TestStore, selection: Partial<RunSelection>) =>
    listRuns(test.store.connection, { ...everything, ...selection, order: [], limit: 1, offset: 1 });

  it("is a page, and counts all that match by status", async () => {
    await using test = await fiveRuns();
    const { tables } = test.store;
    tables.runs.setStatus(tables.runs.byId("low")?.id ?? -1, "FAILED", 5, 5);
    expect(list(test, {})).toEqual({ runIds: ["infinite"], byStatus: { RUNNING: 4, FAILED: 1 } });
    expect(list(test, { statuses: ["FAILED"] }).byStatus).toEqual({ FAILED: 1 });
  });

  it("knows stars, words of names and nesting", async () => {
    await using test = await fiveRuns();
    const { tables } = test.store;
    const run = (id: string) => ({ id: tables.runs.byId(id)?.id ?? -1, experiment: 0 });
    tables.tags.set(run("low"), "tidemark.starred", "true");
    tables.tags.set(run("nan"), "mlflow.parentRunId", "low");
    tables.tags.set(run("high"), "mlflow.parentRunId", "a run that is not here");
    expect(list(test, { starred: true }).byStatus).toEqual({ RUNNING: 1 });
    expect(list(test, { nameContains: ["INF", "ite"] }).byStatus).toEqual({ RUNNING: 1 });
    expect(list(test, { topLevel: true }).byStatus).toEqual({ RUNNING: 4 });
    tables.runs.setLifecycle(run("low").id, "deleted", 1);
    expect(list(test, { topLevel: true }).byStatus).toEqual({ RUNNING: 4 });
    expect(list(test, { view: "DELETED_ONLY" }).byStatus).toEqual({ RUNNING: 1 });
  });
});

describe("the plan of a search", () => {
  const plan = (test: TestStore, conditions: readonly RunCondition[], order: readonly RunSort[]): string => {
    const { text, values } = runPageSql({ ...everything, conditions }, order, { limit: 100, offset: 0 });
    return test.store.connection
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...values)
      .map(({ detail }) => detail)
      .join("\n");
  };

  it("walks an index in the usual order, without sorting", async () => {
    await using test = await fiveRuns();
    expect(plan(test, [], [])).toMatch(/SEARCH run USING COVERING INDEX run_by_start/);
    expect(plan(test, [], [])).not.toMatch(/TEMP B-TREE/);
  });

  it("never looks through a whole table", async () => {
    await using test = await fiveRuns();
    const conditions: readonly RunCondition[] = [
      { of: "metric", key: "acc", test: { comparator: ">", value: 0.5 } },
      { of: "param", key: "lr", test: { comparator: "=", value: "9" } },
      { of: "tag", key: "host", test: { comparator: "LIKE", value: "a%" } },
      { of: "dataset", attribute: "name", test: { comparator: "=", value: "iris" } },
    ];
    const detail = plan(test, conditions, [
      { by: "metric", key: "acc", descending: true },
      { by: "param", key: "lr", descending: false },
    ]);
    expect(detail).not.toMatch(/SCAN (run|s|k|d|u|o\d|series|param|tag)\b/);
    expect(detail).toMatch(/SEARCH o0 USING INDEX/);
  });
});
