import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type QueryFigures,
  queryFigures,
  queryStarts,
} from "../../../../src/statistics/metrics/retrieval/retrieval.ts";
import { expectClose } from "../golden/close.ts";
import { golden } from "../golden/metrics.ts";

const names = ["precisionAtK", "recallAtK", "hitAtK", "averagePrecision", "reciprocalRank", "ndcgAtK"] as const;

function figuresOf(
  relevance: ArrayLike<number>,
  scores: ArrayLike<number>,
  k: number,
  starts = [0, scores.length],
): QueryFigures {
  const found = queryFigures(
    { starts: Uint32Array.from(starts), relevance: Float64Array.from(relevance), scores: Float64Array.from(scores) },
    k,
  );
  if ("reason" in found) expect.fail(found.reason);
  return found;
}

describe("measures of rankings", () => {
  it.each(golden.queries)("agree with scikit-learn in case %#, k $k", ({ k, relevance, scores, ...wanted }) => {
    const found = figuresOf(relevance, scores, k);
    for (const name of names) {
      const value = wanted[name];
      if (value !== null) expectClose(found[name][0], value, 1e-9, 1e-12);
    }
  });

  it("are means over all orders of rows with equal scores", () => {
    const permutations = (rest: readonly number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((one) => permutations(rest.filter((x) => x !== one)).map((tail) => [one, ...tail]));
    const tied = fc.array(fc.record({ gain: fc.integer({ min: 0, max: 2 }), score: fc.integer({ min: 0, max: 2 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(tied, fc.integer({ min: 1, max: 6 }), (rows, k) => {
        fc.pre(rows.some(({ gain }) => gain > 0));
        const gains = rows.map(({ gain }) => gain);
        const found = figuresOf(
          gains,
          rows.map(({ score }) => score),
          k,
        );
        const orders = permutations([...rows.keys()]).map((ranks) =>
          figuresOf(
            gains,
            rows.map(({ score }, row) => 100 * score + (ranks[row] ?? 0)),
            k,
          ),
        );
        for (const name of ["precisionAtK", "recallAtK", "hitAtK", "reciprocalRank", "ndcgAtK"] as const) {
          const mean = orders.reduce((sum, order) => sum + (order[name][0] ?? 0), 0) / orders.length;
          expectClose(found[name][0], mean, 1e-9, 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leave out queries without a relevant row, and count them", () => {
    const starts = queryStarts([7, 7, 3, 3, 3, 9]);
    expect([...starts]).toEqual([0, 2, 5, 6]);
    const found = figuresOf([1, 0, 0, 0, 0, 2], [1, 2, 3, 4, 5, 6], 1, [...starts]);
    expect(found.leftOut).toBe(1);
    expect([...found.reciprocalRank]).toEqual([0.5, 1]);
  });

  it("say why they are undefined", () => {
    const starts = Uint32Array.of(0, 2);
    const scores = Float64Array.of(1, 2);
    const none = { value: null, reason: "no query has a relevant row" };
    expect(queryFigures({ starts, relevance: Float64Array.of(0, 0), scores }, 5)).toEqual(none);
    const negative = { value: null, reason: "a relevance is negative" };
    expect(queryFigures({ starts, relevance: Float64Array.of(1, -1), scores }, 5)).toEqual(negative);
    const empty = { starts: queryStarts([]), relevance: new Float64Array(), scores: new Float64Array() };
    expect(queryFigures(empty, 5)).toEqual({ value: null, reason: "there are no rows" });
  });
});
