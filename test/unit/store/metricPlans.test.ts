import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageByWalking, pageOfFew } from "../../../src/store/metricPlans.ts";
import { type RunSelection, type RunSort, runPageSql } from "../../../src/store/runQuery.ts";
import type { NumberComparator, RunCondition } from "../../../src/store/runQueryAst.ts";
import { texts } from "../../../src/store/sql.ts";
import { insertRun, type TestStore, testStore } from "./testStore.ts";

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

const anyPage = fc.record({ limit: fc.integer({ min: 1, max: 90 }), offset: fc.nat(90) });

/** Every combination of two metrics' values, in runs of few different starts. */
async function manyRuns(): Promise<TestStore> {
  const test = await testStore();
  const { tables } = test.store;
  for (const [index, acc] of values.entries()) {
    for (const [at, loss] of values.entries()) {
      const run = insertRun(tables, `run-${index}-${at}`, (index * 7 + at) % 5);
      if (acc !== undefined) tables.series.append(run, "acc", [{ step: 0, time: 0, value: acc }]);
      if (loss !== undefined) tables.series.append(run, "loss", [{ step: 0, time: 0, value: loss }]);
    }
  }
  return test;
}

describe("a search by metrics", () => {
  it("finds the same by looking up few, by walking the values and by sorting all runs", async () => {
    await using test = await manyRuns();
    const { connection } = test.store;
    const taken = { few: 0, walked: 0 };
    fc.assert(
      fc.property(
        fc.array(anyCondition, { maxLength: 2 }),
        fc.array(anySort, { minLength: 1, maxLength: 2 }),
        anyPage,
        fc.integer({ min: 1, max: 90 }),
        (conditions, order, page, bound) => {
          const selection: RunSelection = { experimentIds: ["0"], conditions, view: "ACTIVE_ONLY" };
          const sorted = texts(connection, runPageSql(selection, order, page));
          const few = pageOfFew(connection, selection, order, page, bound);
          const walked = pageByWalking(connection, selection, order, page, bound);
          if (few !== null) expect(few).toEqual(sorted);
          if (walked !== null) expect(walked).toEqual(sorted);
          taken.few += Number(few !== null);
          taken.walked += Number(walked !== null);
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(taken.few, taken.walked)).toBeGreaterThan(20);
  });

  it("leaves to sorting what is not within reach", async () => {
    await using test = await manyRuns();
    const selection: RunSelection = { experimentIds: ["0"], conditions: [], view: "ACTIVE_ONLY" };
    const order: readonly RunSort[] = [{ by: "metric", key: "acc", descending: true }];
    const walk = (limit: number, offset: number) =>
      pageByWalking(test.store.connection, selection, order, { limit, offset }, 70)?.length;
    expect(walk(10, 53)).toBe(10);
    // Of 81 runs 18 have no value or NaN.
    expect(walk(10, 54)).toBe(undefined);
    expect(walk(71, 0)).toBe(undefined);
  });
});
