import { describe, expect, it } from "vitest";
import { binaryLosses } from "../../../../src/statistics/metrics/probabilities/binaryLosses.ts";
import {
  type Binning,
  calibrationCurve,
  expectedCalibrationError,
} from "../../../../src/statistics/metrics/probabilities/calibration.ts";
import { twoClasses } from "../../../../src/statistics/metrics/probabilities/probabilityTable.ts";
import { brierScore, logLoss } from "../../../../src/statistics/metrics/probabilities/rowLosses.ts";
import { weightedMean } from "../../../../src/statistics/metrics/weightedMean.ts";
import { expectClose } from "../golden/close.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

const binnings = { uniform: "equal width", quantile: "equal mass" } as const;

describe("measures of probabilities", () => {
  it.each(golden.ranked)("agree with scikit-learn: $name", ({ labels, scores, weights, ...wanted }) => {
    expectMeasure(logLoss(labels, twoClasses(scores), weights), wanted.logLoss);
    expectMeasure(brierScore(labels, twoClasses(scores), weights), wanted.brier);
  });

  it.each(golden.multiclass)("of several classes agree with scikit-learn: $name", ({ labels, classes, ...wanted }) => {
    const table = { classes, values: wanted.table };
    expectMeasure(logLoss(labels, table, wanted.weights), wanted.logLoss);
    expectMeasure(brierScore(labels, table, wanted.weights), wanted.brier);
  });

  it.each(golden.ranked)(
    "are the same from the positive class alone: $name",
    ({ labels, scores, weights, ...wanted }) => {
      const losses = binaryLosses(labels, scores);
      if ("reason" in losses) {
        expect(logLoss(labels, twoClasses(scores), weights).value).toBeNull();
        return;
      }
      expectMeasure(weightedMean(losses.log, weights), wanted.logLoss);
      expectMeasure(weightedMean(losses.brier, weights), wanted.brier);
    },
  );

  it("are undefined for what are no probabilities", () => {
    const labels = Uint8Array.of(1, 0);
    expect(logLoss(labels, twoClasses(Float64Array.of(0.5, 1.5)))).toEqual({
      value: null,
      reason: "row 2 has -0.5 where a probability belongs",
    });
    expect(brierScore(labels, { classes: 2, values: Float64Array.of(0.5, 0.5, 0.9, 0.8) })).toEqual({
      value: null,
      reason: "the probabilities of row 2 sum to 1.7, not to 1",
    });
    expect(logLoss(labels, twoClasses(Float64Array.of(0.5, Number.NaN))).value).toBeNull();
    const none = { value: null, reason: "a score is 1.5, which is no probability" };
    expect(binaryLosses(labels, Float64Array.of(0.5, 1.5))).toEqual(none);
    expect(logLoss(new Uint8Array(), twoClasses(new Float64Array()))).toEqual({
      value: null,
      reason: "there are no rows",
    });
    expect(expectedCalibrationError(calibrationCurve(labels, Float64Array.of(2, 0), "equal width", 10))).toEqual({
      value: null,
      reason: "2 is not a probability",
    });
  });
});

describe("calibration curve", () => {
  const cases = golden.ranked.flatMap((one) =>
    (["uniform", "quantile"] as const).map((strategy) => ({ ...one, strategy, wanted: one[strategy] })),
  );
  it.each(cases)("agrees with scikit-learn: $name, $strategy", ({ labels, scores, strategy, wanted }) => {
    const curve = calibrationCurve(labels, scores, binnings[strategy], wanted.bins);
    if ("reason" in curve) expect.fail(curve.reason);
    expect(curve.length).toBe(wanted.observed.length);
    for (const [i, bin] of curve.entries()) {
      expectClose(bin.observed, wanted.observed[i] ?? Number.NaN, 1e-9, 1e-12);
      expectClose(bin.predicted, wanted.predicted[i] ?? Number.NaN, 1e-9, 1e-12);
    }
    expect(curve.reduce((sum, bin) => sum + bin.size, 0)).toBe(labels.length);
  });

  it("has no error for one probability that is the share of positives", () => {
    const labels = Uint8Array.from({ length: 1000 }, (_, row) => (row % 7 === 0 ? 1 : 0));
    const share = labels.filter((label) => label === 1).length / labels.length;
    const curve = calibrationCurve(labels, new Float64Array(labels.length).fill(share), "equal mass", 10);
    expect(expectedCalibrationError(curve).value).toBe(0);
  });

  it("gives the expected calibration error, weights counted", () => {
    const labels = Uint8Array.of(1, 0, 1, 0);
    const probabilities = Float64Array.of(0.9, 0.9, 0.2, 0.2);
    const error = (binning: Binning, weights: Float64Array | null = null): number | null =>
      expectedCalibrationError(calibrationCurve(labels, probabilities, binning, 2, weights)).value;
    expectClose(error("equal width") ?? undefined, 0.5 * 0.4 + 0.5 * 0.3);
    expectClose(error("equal mass") ?? undefined, 0.35);
    expectClose(error("equal width", Float64Array.of(3, 1, 0, 4)) ?? undefined, 0.5 * 0.15 + 0.5 * 0.2);
  });
});
