import { describe, expect, it } from "vitest";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { meanEstimate } from "../../../../src/statistics/intervals/meanEstimate.ts";
import { labelRankingPrecisions } from "../../../../src/statistics/metrics/multilabel/labelRanking.ts";
import {
  type LabelSets,
  labelCounts,
  macroF1,
  microF1,
  multilabelRows,
} from "../../../../src/statistics/metrics/multilabel/multilabel.ts";
import { weightedMean } from "../../../../src/statistics/metrics/weightedMean.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

const sets = (classes: number, ...values: number[]): LabelSets => ({ classes, values: Uint8Array.from(values) });

describe("measures of several labels a row", () => {
  it.each(golden.multilabels)(
    "agree with scikit-learn in case %#",
    ({ labels, predictions, scores, classes, ...wanted }) => {
      const [actual, predicted] = [
        { classes, values: labels },
        { classes, values: predictions },
      ];
      const counts = labelCounts(actual, predicted);
      expectMeasure(microF1(counts), wanted.micro);
      expectMeasure(macroF1(counts), wanted.macro);
      const rows = multilabelRows(actual, predicted);
      if ("reason" in rows) expect.fail(rows.reason);
      expectMeasure(weightedMean(rows.samplesF1, null), wanted.samples);
      expectMeasure(weightedMean(rows.hamming, null), wanted.hamming);
      expectMeasure(weightedMean(rows.subset, null), wanted.subset);
      const ranking = labelRankingPrecisions(actual, scores);
      if (!(ranking instanceof Float64Array)) expect.fail(ranking.reason);
      expectMeasure(weightedMean(ranking, null), wanted.ranking);
    },
  );

  it("say what they count as 0, and why they are undefined", () => {
    const [actual, predicted] = [sets(3, 1, 0, 0, 0, 0, 0), sets(3, 1, 0, 0, 0, 0, 0)];
    expect(multilabelRows(actual, predicted)).toMatchObject({ empty: 1 });
    const note = "2 of 3 labels, which no row has or got, count 0";
    expect(macroF1(labelCounts(actual, predicted))).toEqual({ value: 1 / 3, note });
    const unused = { value: null, reason: "no row has or got a label" };
    expect(microF1(labelCounts(sets(2, 0, 0), sets(2, 0, 0)))).toEqual(unused);
    expect(macroF1(labelCounts(sets(2, 0, 0), sets(2, 0, 0)))).toEqual(unused);
    expect(multilabelRows(sets(2), sets(2))).toEqual({ value: null, reason: "there are no rows" });
    expect(labelRankingPrecisions(sets(2, 1, 0), Float64Array.of(1, Number.NaN))).toEqual({
      value: null,
      reason: "1 of 2 scores is not a number",
    });
    expect(() => multilabelRows(sets(2, 0, 0), sets(1, 0))).toThrow(RangeError);
  });
});

describe("the mean of rows", () => {
  it("has an interval, weighted or not", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const plain = meanEstimate(values, null, { ...usualResampling, resamples: 1000 }, "losses");
    expect(plain).toMatchObject({ value: 5.5, rows: 10, interval: { method: "BCa bootstrap" } });
    const weights = values.map((value) => (value > 5 ? 0 : 1));
    const weighted = meanEstimate(values, weights, { ...usualResampling, resamples: 1000 }, "losses");
    expect(weighted.value).toBe(3);
    expect(weighted.interval?.high).toBeLessThan(5.01);
    expect(meanEstimate(Float64Array.of(Number.NaN), null, usualResampling, "losses")).toMatchObject({
      reason: "1 of 1 losses is not a number",
      interval: null,
    });
  });
});
