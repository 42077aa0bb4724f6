import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBalancedAccuracies } from "../../../../src/statistics/comparison/balancedAccuracies.ts";
import { compareByConfusion, compareBySums } from "../../../../src/statistics/comparison/bootstrapped.ts";
import { compareAccuracies, pairedRights } from "../../../../src/statistics/comparison/mcnemar.ts";
import { compareAveragePrecisions, compareMulticlassRocAucs } from "../../../../src/statistics/comparison/rankings.ts";
import { compareRocAucs } from "../../../../src/statistics/comparison/rocAucs.ts";
import { sampleSizeOfAccuracies, sampleSizeOfDifference } from "../../../../src/statistics/comparison/sampleSize.ts";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { calibrationCheck } from "../../../../src/statistics/intervals/calibrationCheck.ts";
import { confusionEstimates } from "../../../../src/statistics/intervals/confusionEstimates.ts";
import { pearsonEstimate, spearmanEstimate } from "../../../../src/statistics/intervals/correlationEstimates.ts";
import { multiclassRocAucEstimate } from "../../../../src/statistics/intervals/multiclassRocAuc.ts";
import { multilabelEstimates } from "../../../../src/statistics/intervals/multilabelEstimates.ts";
import { regressionEstimates } from "../../../../src/statistics/intervals/regressionEstimates.ts";
import { scoreEstimates } from "../../../../src/statistics/intervals/scoreEstimates.ts";
import { averageScoresOf } from "../../../../src/statistics/metrics/classification/classScores.ts";
import { confusionMatrix } from "../../../../src/statistics/metrics/classification/confusionMatrix.ts";
import { fairness } from "../../../../src/statistics/metrics/fairness.ts";
import { calibrationCurve } from "../../../../src/statistics/metrics/probabilities/calibration.ts";
import { queryFigures } from "../../../../src/statistics/metrics/retrieval/retrieval.ts";
import { accuracyAtBestThreshold } from "../../../../src/statistics/metrics/similarity/bestThreshold.ts";

const quick = { ...usualResampling, resamples: 1000 };

/** Every number in a result, with its path: none may be NaN, nor infinite but for a threshold; an interval or a reason. */
function expectNumbers(result: unknown, path: string): void {
  if (typeof result === "number")
    expect(Number.isFinite(result) || path.endsWith("threshold"), `${path} is ${result}`).toBe(true);
  else if (result instanceof Float64Array)
    expect(result.every(Number.isFinite), `${path}: ${result.join()}`).toBe(true);
  else if (typeof result === "object" && result !== null) {
    const { low, high } = result as { low?: unknown; high?: unknown };
    if (typeof low === "number" && typeof high === "number")
      expect(low <= high, `${path}: ${low} to ${high}`).toBe(true);
    const { interval, intervalReason } = result as { interval?: unknown; intervalReason?: unknown };
    if (interval !== undefined) expect(typeof intervalReason, path).toBe(interval === null ? "string" : "undefined");
    for (const [key, value] of Object.entries(result)) expectNumbers(value, `${path}.${key}`);
  }
}

/** Few rows, few values: what is degenerate comes up often. */
const rows = fc.array(
  fc.record({
    label: fc.nat({ max: 2 }),
    first: fc.nat({ max: 2 }),
    second: fc.nat({ max: 2 }),
    score: fc.constantFrom(0, 0.25, 0.5, 1),
    other: fc.constantFrom(0, 0.25, 0.5, 1),
    number: fc.constantFrom(-1, 0, 1, 1e6),
  }),
  { maxLength: 8 },
);

describe("any rows, however few or alike", () => {
  it("give numbers or reasons, never NaN", () => {
    fc.assert(
      fc.property(rows, (cases) => {
        const labels = Uint8Array.from(cases, ({ label }) => label);
        const positive = labels.map((label) => (label === 1 ? 1 : 0));
        const [first, second] = [
          Uint8Array.from(cases, (row) => row.first),
          Uint8Array.from(cases, (row) => row.second),
        ];
        const [score, other] = [
          Float64Array.from(cases, (row) => row.score),
          Float64Array.from(cases, (row) => row.other),
        ];
        const numbers = Float64Array.from(cases, ({ number }) => number);
        const table = {
          classes: 3,
          values: Float64Array.from(cases.flatMap((row) => [row.score, row.other, row.number])),
        };
        const turned = { classes: 3, values: table.values.toReversed() };
        const f1 = (margins: Parameters<typeof averageScoresOf>[0]) =>
          averageScoresOf(margins, "macro").f1.value ?? Number.NaN;
        const rights = pairedRights(
          first.map((prediction, row) => (prediction === labels[row] ? 1 : 0)),
          second.map((prediction, row) => (prediction === labels[row] ? 1 : 0)),
        );
        const comparisons = {
          accuracies: compareAccuracies(rights),
          balanced: compareBalancedAccuracies(labels, first, second, 3),
          areas: compareRocAucs(positive, score, other),
          precisions: compareAveragePrecisions(positive, score, other, quick),
          classes: compareMulticlassRocAucs(labels, table, turned, "weighted"),
          confusion: compareByConfusion(labels, first, second, 3, f1, quick),
          sums: compareBySums([score], [other], ([sum = 0], size) => sum / size, quick),
        };
        const curve = calibrationCurve(positive, score, "equal mass", 3);
        const sets = { classes: 2, values: Uint8Array.from(cases.flatMap((row) => [row.first % 2, row.label % 2])) };
        const predicted = { classes: 2, values: sets.values.toReversed() };
        const results = {
          ...comparisons,
          sizes: Object.values(comparisons).map((one) =>
            one === null || "reason" in one ? null : sampleSizeOfDifference(one),
          ),
          size: sampleSizeOfAccuracies(rights),
          confusionEstimates: confusionEstimates(confusionMatrix(labels, first, 3), quick),
          ranking: scoreEstimates(positive, score, quick),
          multiclass: multiclassRocAucEstimate(labels, table, "macro", "one versus one"),
          multilabel: multilabelEstimates(sets, predicted, null, quick),
          regression: regressionEstimates(numbers, score, null, quick),
          pearson: pearsonEstimate(score, numbers, quick),
          spearman: spearmanEstimate(score, numbers, 0.95),
          best: accuracyAtBestThreshold(positive, score),
          curve,
          check: "reason" in curve ? null : calibrationCheck(curve, quick),
          fairness: fairness(
            labels,
            3,
            positive,
            first.map((x) => x % 2),
            quick,
          ),
          queries: queryFigures({ starts: Uint32Array.of(0, cases.length), relevance: score, scores: other }, 2),
        };
        expectNumbers(results, "result");
      }),
      { numRuns: 25 },
    );
  });
});
