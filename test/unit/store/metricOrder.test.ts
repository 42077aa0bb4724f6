import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunSelection, RunSort } from "../../../src/store/runQuery.ts";
import type { NumberComparator, RunCondition } from "../../../src/store/runQueryAst.ts";
import { listRuns } from "../../../src/store/runSearch.ts";
import { insertRun, testStore } from "./testStore.ts";

const values = [-1, 0, 0.5, 0.5, 2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined] as const;
const comparators: readonly NumberComparator[] = ["=", "!=", "<", "<=", ">", ">="];

const anyCondition = fc.record({
  of: fc.constant("metric" as const),
  key: fc.constantFrom("acc", "loss"),
  test: fc.record({ comparator: fc.constantFrom(...comparators), value: fc.constantFrom(-1, 0, 0.5, 2) }),
}) satisfies fc.Arbitrary<RunCondition>;

const anySort = fc.record({
  by: fc.constant("metric" as const),
  key: fc.constantFrom("acc", "loss"),
  descending: fc.boolean(),
});

describe("a search ordered by a metric", () => {
  it("finds page by page what it finds in several experiments, where all runs are sorted", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    for (const [index, acc] of values.entries()) {
      for (const [at, loss] of values.entries()) {
        const run = insertRun(tables, `run-${index}-${at}`, (index * 7 + at) % 5);
        if (acc !== undefined) tables.series.append(run, "acc", [{ step: 0, time: 0, value: acc }]);
        if (loss !== undefined) tables.series.append(run, "loss", [{ step: 0, time: 0, value: loss }]);
      }
    }
    const search = (
      experimentIds: readonly string[],
      conditions: RunSelection["conditions"],
      order: readonly RunSort[],
      page: { readonly limit: number; readonly offset: number },
    ) => listRuns(connection, { experimentIds, conditions, view: "ACTIVE_ONLY", order, ...page }).runIds;
    fc.assert(
      fc.property(
        fc.array(anyCondition, { maxLength: 2 }),
        fc.array(anySort, { minLength: 1, maxLength: 2 }),
        fc.record({ limit: fc.integer({ min: 1, max: 90 }), offset: fc.nat(90) }),
        (conditions, order, page) => {
          expect(search(["0"], conditions, order, page)).toEqual(search(["0", "none"], conditions, order, page));
        },
      ),
      { numRuns: 300 },
    );
  });
});
