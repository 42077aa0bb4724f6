import type { Weights } from "../metrics/columns.ts";
import { weightedMean } from "../metrics/weightedMean.ts";
import { at } from "../special/at.ts";
import { normalQuantile } from "../special/normal.ts";
import type { Resampling } from "./bootstrap.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";
import { type Estimate, estimate, type Interval, noInterval } from "./interval.ts";
import { meanOf, varianceOf } from "./moments.ts";
import { bootstrapSums } from "./rowSums.ts";

/** Of so many rows the mean is normal for every distribution that losses have, and resampling them would only take longer. */
const many = 100_000;

/** The mean of a figure that each row, or each query, has: log loss, Brier's score, NDCG. `name` is what a message calls them. */
export function meanEstimate(values: Float64Array, weights: Weights, resampling: Resampling, name: string): Estimate {
  return estimate(weightedMean(values, weights, name), values.length, () => {
    if (weights === null && values.length >= many) return { interval: normalInterval(values, resampling.confidence) };
    const columns = weights === null ? [values] : [values.map((value, row) => value * at(weights, row)), weights];
    const [found] = bootstrapSums(
      { columns, figures: ([sum = 0, weight], rows) => [sum / (weight ?? rows)] },
      resampling,
    );
    return found === undefined ? noInterval("there are no rows") : bootstrapInterval(found, resampling.confidence);
  });
}

function normalInterval(values: Float64Array, confidence: number): Interval {
  const mean = meanOf(values);
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(varianceOf(values) / values.length);
  return { low: mean - half, high: mean + half, confidence, method: "normal, of many rows" };
}
