import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averagePrecisionDeviation,
  averagePrecisionInfluences,
} from "../../../../src/statistics/intervals/averagePrecisionInfluences.ts";
import { delongVariance } from "../../../../src/statistics/intervals/delong.ts";
import { influenceDeviation } from "../../../../src/statistics/intervals/influences.ts";
import { meanOf } from "../../../../src/statistics/intervals/moments.ts";
import { placementSpreads } from "../../../../src/statistics/intervals/placementSpreads.ts";
import { averagePrecision } from "../../../../src/statistics/metrics/ranked/averagePrecision.ts";
import { placements } from "../../../../src/statistics/metrics/ranked/placements.ts";
import { rankedCounts } from "../../../../src/statistics/metrics/ranked/rankedCounts.ts";
import { averagePrecisionByWeights } from "../../../../src/statistics/metrics/ranked/resampledPrecision.ts";
import { expectClose } from "../golden/close.ts";

const rows = fc.array(fc.record({ label: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 6 }) }), {
  minLength: 2,
  maxLength: 12,
});

describe("errors from the counts at each score", () => {
  const ranked = rows.map((cases) => ({
    labels: Uint8Array.from(cases, ({ label }) => label),
    scores: Float64Array.from(cases, ({ score }) => score / 7),
  }));

  it("of the ROC area are DeLong's of the rows", () => {
    fc.assert(
      fc.property(ranked, ({ labels, scores }) => {
        const [counts, wanted] = [rankedCounts(labels, scores), placements(labels, scores)];
        fc.pre(!("reason" in counts) && !("reason" in wanted));
        fc.pre(wanted.positives.length > 1 && wanted.negatives.length > 1);
        const { positives, negatives } = placementSpreads(counts);
        expectClose(positives.mean, meanOf(wanted.positives), 1e-12);
        expectClose(
          positives.variance / positives.rows + negatives.variance / negatives.rows,
          delongVariance(wanted),
          1e-9,
          1e-15,
        );
      }),
    );
  });

  it("of the average precision are those of the rows' influences", () => {
    fc.assert(
      fc.property(ranked, ({ labels, scores }) => {
        const [counts, wanted] = [rankedCounts(labels, scores), averagePrecisionInfluences(labels, scores)];
        fc.pre(!("reason" in counts) && !("reason" in wanted));
        expectClose(averagePrecisionDeviation(counts, wanted.value), influenceDeviation(wanted), 1e-9, 1e-12);
      }),
    );
  });
});

describe("how far each row moves the average precision", () => {
  it("is its derivative by the row's weight", () => {
    fc.assert(
      fc.property(rows, (cases) => {
        fc.pre(cases.some(({ label }) => label === 1));
        const labels = Uint8Array.from(cases, ({ label }) => label);
        const scores = Float64Array.from(cases, ({ score }) => score);
        const found = averagePrecisionInfluences(labels, scores);
        if ("reason" in found) expect.fail(found.reason);
        const weigh = averagePrecisionByWeights(labels, scores);
        const weights = new Float64Array(labels.length).fill(1);
        expectClose(found.value, weigh(weights), 1e-12);
        for (const [row, moved] of found.influences.entries()) {
          const step = 1e-6;
          const above = weigh(weights.with(row, 1 + step));
          const below = weigh(weights.with(row, 1 - step));
          expectClose(moved, (above - below) / (2 * step), 1e-6, 1e-8);
        }
      }),
    );
  });

  it("is undefined where that is, and says why", () => {
    const none = { value: null, reason: "no row is positive" };
    expect(averagePrecisionInfluences(Uint8Array.of(0, 0), Float64Array.of(1, 2))).toEqual(none);
  });
});

describe("average precision by weights", () => {
  it("is that of the rows repeated so often, and of weighted rows", () => {
    const labels = Uint8Array.of(1, 0, 1, 0, 1);
    const scores = Float64Array.of(5, 4, 4, 2, 1);
    const weights = Float64Array.of(2, 1, 0, 3, 1);
    const wanted = averagePrecision(labels, scores, weights).value ?? expect.fail();
    expectClose(averagePrecisionByWeights(labels, scores)(weights), wanted, 1e-12);
    expect(averagePrecisionByWeights(labels, scores)(Float64Array.of(0, 1, 0, 1, 0))).toBeNaN();
  });
});
