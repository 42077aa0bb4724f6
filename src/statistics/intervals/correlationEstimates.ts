import { pearson, spearman } from "../metrics/similarity/correlation.ts";
import { normalQuantile } from "../special/normal.ts";
import type { Resampling } from "./bootstrap.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";
import { type Estimate, estimate, noInterval } from "./interval.ts";
import { meanOf } from "./moments.ts";
import { bootstrapSums } from "./rowSums.ts";

export function pearsonEstimate(similarities: Float64Array, gold: Float64Array, resampling: Resampling): Estimate {
  return estimate(pearson(similarities, gold), gold.length, () => {
    const columns = correlationSums(similarities, gold);
    const [found] = bootstrapSums({ columns, figures: (sums, rows) => [correlationOf(sums, rows)] }, resampling);
    return found === undefined ? noInterval("there are no rows") : bootstrapInterval(found, resampling.confidence);
  });
}

/** The columns on whose sums alone Pearson's correlation depends. */
export function correlationSums(similarities: Float64Array, gold: Float64Array): readonly Float64Array[] {
  const [a, b] = [meanOf(similarities), meanOf(gold)];
  const x = similarities.map((value) => value - a);
  const y = gold.map((value) => value - b);
  const product = x.map((value, row) => value * (y[row] ?? 0));
  return [x, y, x.map((value) => value * value), y.map((value) => value * value), product];
}

/** From the sums of these columns. NaN where one of the two does not vary. */
export function correlationOf([x = 0, y = 0, xx = 0, yy = 0, xy = 0]: Float64Array, rows: number): number {
  const [ofX, ofY] = [xx - (x * x) / rows, yy - (y * y) / rows];
  // What is left of equal values is rounding.
  return ofX > 1e-12 * xx && ofY > 1e-12 * yy ? (xy - (x * y) / rows) / Math.sqrt(ofX) / Math.sqrt(ofY) : Number.NaN;
}

/** D. G. Bonett & T. A. Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations" (2000). */
export function spearmanEstimate(similarities: Float64Array, gold: Float64Array, confidence: number): Estimate {
  const measure = spearman(similarities, gold);
  const rows = gold.length;
  return estimate(measure, rows, () => {
    const value = measure.value ?? 0;
    if (rows < 4) return noInterval("too few rows");
    if (Math.abs(value) === 1)
      return noInterval("the order is the same throughout, which leaves nothing to estimate an error from");
    const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((1 + value ** 2 / 2) / (rows - 3));
    const middle = Math.atanh(value);
    const [low, high] = [Math.tanh(middle - half), Math.tanh(middle + half)];
    return { interval: { low, high, confidence, method: "Bonett and Wright" } };
  });
}
