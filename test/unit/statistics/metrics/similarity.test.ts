import { describe, expect, it } from "vitest";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { pearsonEstimate, spearmanEstimate } from "../../../../src/statistics/intervals/correlationEstimates.ts";
import { classBaseline, numberBaseline, priorTable } from "../../../../src/statistics/metrics/baselines.ts";
import { logLoss } from "../../../../src/statistics/metrics/probabilities/rowLosses.ts";
import { accuracyAtBestThreshold } from "../../../../src/statistics/metrics/similarity/bestThreshold.ts";
import { pearson, spearman } from "../../../../src/statistics/metrics/similarity/correlation.ts";
import { cosineSimilarities } from "../../../../src/statistics/metrics/similarity/cosine.ts";
import { expectClose } from "../golden/close.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

describe("measures of embeddings", () => {
  it.each(golden.similarities)(
    "agree with SciPy in case %#",
    ({ width, first, second, gold, labels, cosine, ...wanted }) => {
      const found = cosineSimilarities({ width, values: first }, { width, values: second });
      for (const [row, similarity] of found.entries()) expectClose(similarity, cosine[row] ?? Number.NaN, 1e-9, 1e-12);
      expectMeasure(pearson(cosine, gold), wanted.pearson);
      expectMeasure(spearman(cosine, gold), wanted.spearman);
      const best = accuracyAtBestThreshold(labels, cosine);
      expectClose(best.value ?? undefined, wanted.bestAccuracy);
      if (best.value === null) expect.fail(best.reason);
      const right = labels.filter((label, row) => (label === 1) === (cosine[row] ?? 0) >= best.threshold).length;
      expectClose(right / labels.length, wanted.bestAccuracy);
    },
  );

  it("have intervals, but for a perfect order", () => {
    const { cosine, gold } = golden.similarities[0] ?? expect.fail();
    for (const { value, interval } of [
      pearsonEstimate(cosine, gold, usualResampling),
      spearmanEstimate(cosine, gold, 0.95),
    ]) {
      expect(interval?.low).toBeLessThan(value ?? Number.NaN);
      expect(interval?.high).toBeGreaterThan(value ?? Number.NaN);
    }
    expect(spearmanEstimate(gold, gold, 0.95)).toMatchObject({ value: 1, interval: null });
  });

  it("say why they are undefined", () => {
    const [rising, constant] = [Float64Array.of(1, 2, 3), Float64Array.of(2, 2, 2)];
    expect(pearson(constant, rising)).toEqual({ value: null, reason: "all similarities are equal" });
    expect(spearman(rising, constant)).toEqual({ value: null, reason: "all gold scores are equal" });
    expect(pearson(Float64Array.of(1), Float64Array.of(1))).toEqual({ value: null, reason: "there is only one row" });
    const zeros = { width: 2, values: Float64Array.of(0, 0, 1, 0) };
    const similarities = cosineSimilarities(zeros, { width: 2, values: Float64Array.of(1, 1, 1, 0) });
    expect(spearman(similarities, Float64Array.of(1, 2))).toEqual({
      value: null,
      reason: "1 of 2 similarities is not a number",
    });
    expect(accuracyAtBestThreshold(new Uint8Array(), new Float64Array())).toMatchObject({
      reason: "there are no rows",
    });
  });

  it("call all rows negative where no similarity tells a positive", () => {
    expect(accuracyAtBestThreshold(Uint8Array.of(1, 0, 0), Float64Array.of(0.1, 0.5, 0.9))).toMatchObject({
      value: 2 / 3,
      threshold: Number.POSITIVE_INFINITY,
      note: "the threshold was chosen on the same rows, so new rows will do worse",
    });
  });
});

describe("baselines", () => {
  it("are the commonest class, the shares of the classes, the mean and the median", () => {
    const labels = Uint8Array.of(0, 2, 2, 1);
    const found = classBaseline(labels, 3);
    if ("reason" in found) expect.fail(found.reason);
    expect(found).toEqual({ majority: 2, prior: Float64Array.of(0.25, 0.25, 0.5) });
    // The prior's log loss is the labels' entropy.
    expectClose(logLoss(labels, priorTable(found, 4)).value ?? undefined, 1.5 * Math.LN2);
    expect(classBaseline(labels, 3, Float64Array.of(9, 1, 1, 0))).toMatchObject({ majority: 0 });
    expect(numberBaseline(Float64Array.of(1, 2, 3, 10))).toEqual({ mean: 4, median: 2.5 });
  });

  it("need rows", () => {
    expect(classBaseline(new Uint8Array(), 2)).toEqual({ value: null, reason: "there are no rows" });
    expect(numberBaseline(new Float64Array())).toEqual({ value: null, reason: "there are no rows" });
  });
});
