import { describe, expect, it } from "vitest";
import { searchExperiments } from "../../../src/store/experimentSearch.ts";
import type { ExperimentCondition, ExperimentOrder } from "../../../src/store/runQueryAst.ts";
import { type TestStore, testStore } from "./testStore.ts";

async function someExperiments(): Promise<TestStore> {
  const test = await testStore();
  const { experiments } = test.store.tables;
  for (let index = 1; index <= 10; index += 1) {
    const name = index === 3 ? "Third" : `exp-${index}`;
    experiments.insert({ name, artifactLocation: (id) => `a:/${id}`, now: index });
  }
  experiments.setTag(3, "team", "Vision");
  experiments.setLifecycle(4, "deleted", 99);
  return test;
}

const found = (
  test: TestStore,
  conditions: readonly ExperimentCondition[],
  order: readonly ExperimentOrder[] = [],
  view: "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL" = "ACTIVE_ONLY",
) =>
  searchExperiments(test.store.connection, { conditions, order, view, limit: 100 }).rows.map(
    (row) => row.experiment_id,
  );

describe("a search for experiments", () => {
  it("finds the newest first, deleted ones only when asked for", async () => {
    await using test = await someExperiments();
    expect(found(test, [])).toEqual(["0", "10", "9", "8", "7", "6", "5", "3", "2", "1"]);
    expect(found(test, [], [], "DELETED_ONLY")).toEqual(["4"]);
    expect(found(test, [], [], "ALL")).toHaveLength(11);
  });

  it("looks at names, times and tags", async () => {
    await using test = await someExperiments();
    expect(found(test, [{ of: "name", test: { comparator: "LIKE", value: "t%" } }])).toEqual([]);
    expect(found(test, [{ of: "name", test: { comparator: "ILIKE", value: "t%" } }])).toEqual(["3"]);
    expect(found(test, [{ of: "tag", key: "team", test: { comparator: "=", value: "Vision" } }])).toEqual(["3"]);
    expect(found(test, [{ of: "tag", key: "team", test: { comparator: "IS NOT NULL" } }])).toEqual(["3"]);
    expect(found(test, [{ of: "time", attribute: "creation_time", test: { comparator: "<", value: 3 } }])).toEqual([
      "2",
      "1",
    ]);
  });

  it("orders ids as numbers", async () => {
    await using test = await someExperiments();
    const ids = found(test, [], [{ by: "experiment_id", descending: true }]);
    expect(ids.slice(0, 3)).toEqual(["10", "9", "8"]);
  });

  it("comes in pages", async () => {
    await using test = await someExperiments();
    const params = { conditions: [], order: [], view: "ALL" as const, limit: 7 };
    const first = searchExperiments(test.store.connection, params);
    const second = searchExperiments(test.store.connection, { ...params, pageToken: first.nextPageToken ?? "" });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(11);
    expect(second.nextPageToken).toBeUndefined();
  });
});
