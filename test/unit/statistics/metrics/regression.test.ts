import { describe, expect, it } from "vitest";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { medianInterval } from "../../../../src/statistics/intervals/medianInterval.ts";
import { regressionEstimates } from "../../../../src/statistics/intervals/regressionEstimates.ts";
import {
  type RegressionMeasures,
  regressionMeasures,
} from "../../../../src/statistics/metrics/regression/regression.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";
import { uniforms } from "../golden/generator.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

const quick = { ...usualResampling, resamples: 1000 };
const names = [
  "meanError",
  "meanAbsoluteError",
  "rootMeanSquaredError",
  "meanAbsolutePercentageError",
  "r2",
  "medianAbsoluteError",
  "maxError",
] as const satisfies (keyof RegressionMeasures)[];

describe("measures of predicted numbers", () => {
  it.each(golden.regressions)("agree with scikit-learn: $name", ({ labels, predictions, weights, ...wanted }) => {
    const found = regressionMeasures(labels, predictions, weights);
    for (const name of names) expectMeasure(found[name], wanted[name]);
  });

  it("say why they are undefined", () => {
    const [two, zero] = [Float64Array.of(2, 2), Float64Array.of(0, 2)];
    expect(regressionMeasures(two, zero).r2).toEqual({ value: null, reason: "all labels are equal" });
    const share = regressionMeasures(zero, two).meanAbsolutePercentageError;
    expect(share).toEqual({ value: null, reason: "1 label is 0, and no share of 0 can be given" });
    const missing = regressionMeasures(two, Float64Array.of(1, Number.NaN)).meanError;
    expect(missing).toEqual({ value: null, reason: "1 of 2 predictions is not a number" });
    for (const name of names) {
      const none = regressionMeasures(new Float64Array(), new Float64Array())[name];
      expect(none).toEqual({ value: null, reason: "there are no rows" });
    }
    const huge = regressionMeasures(Float64Array.of(1e200, -1e200), zero).rootMeanSquaredError;
    expect(huge).toEqual({ value: null, reason: "the numbers are too large to compute with" });
  });

  it("have intervals around them, weights counted", () => {
    const size = 300;
    const [labels, noise] = [uniforms(1, size), uniforms(2, size)];
    const predictions = labels.map((label, row) => label + 0.2 * ((noise[row] ?? 0) - 0.3));
    for (const weights of [null, noise.map((u) => 1 + u)]) {
      const found = regressionEstimates(labels, predictions, weights, quick);
      for (const name of names.slice(0, 5)) {
        const { value, interval } = found[name];
        expect(interval?.low, name).toBeLessThan(value ?? Number.NaN);
        expect(interval?.high, name).toBeGreaterThan(value ?? Number.NaN);
      }
      expect(found.maxError.interval).toBeNull();
    }
  });

  it("have none without rows or where every prediction is exact", () => {
    const none = regressionEstimates(new Float64Array(), new Float64Array(), null, quick).r2;
    expect(none).toMatchObject({ value: null, reason: "there are no rows", interval: null });
    const labels = Float64Array.of(1, 2, 3, 4);
    expect(regressionEstimates(labels, labels, null, quick).meanAbsoluteError).toMatchObject({
      value: 0,
      interval: null,
    });
  });
});

describe("the interval of a median", () => {
  it("is the textbook's", () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => 20 - i);
    expect(medianInterval(values, 0.95)).toMatchObject({ interval: { low: 6, high: 15, method: "order statistics" } });
    expect(medianInterval(values.subarray(0, 5), 0.95)).toEqual({ interval: null, intervalReason: "too few rows" });
  });

  it.each([30, 2500])("holds the truth in nineteen of twenty samples of %i", (size) => {
    let held = 0;
    for (let set = 0; set < 500; set++) {
      const { uniform } = generatorOf(set);
      const { interval } = medianInterval(
        Float64Array.from({ length: size }, () => uniform() ** 3),
        0.95,
      );
      if (interval !== null && interval.low <= 0.125 && interval.high >= 0.125) held++;
    }
    expect(held / 500).toBeGreaterThan(0.92);
    expect(held / 500).toBeLessThan(0.99);
  });
});
