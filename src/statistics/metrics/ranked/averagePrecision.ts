import { at } from "../../special/at.ts";
import type { Labels, Weights } from "../columns.ts";
import { type Measure, measured, undefinedBecause } from "../measure.ts";
import { type RankedCounts, rankedCounts } from "./rankedCounts.ts";

/**
 * Average precision Σ (Rᵢ − Rᵢ₋₁) Pᵢ over the distinct scores from the top, without interpolation, as scikit-learn's
 * `average_precision_score` (which answers 0 where no row is positive). Its value for a worthless ranking is the share
 * of positives.
 */
export function averagePrecision(labels: Labels, scores: Float64Array, weights: Weights = null): Measure {
  const counts = rankedCounts(labels, scores, weights);
  if ("reason" in counts) return counts;
  if (counts.totalPositives === 0) return undefinedBecause("no row is positive");
  return measured(averagePrecisionOf(counts));
}

/** The same from counts, which must have positives. */
export function averagePrecisionOf({ positives, negatives, totalPositives }: RankedCounts): number {
  let [sum, before] = [0, 0];
  for (let i = 0; i < positives.length; i++) {
    const positive = at(positives, i);
    sum += (positive - before) * (positive / (positive + at(negatives, i)));
    before = positive;
  }
  return sum / totalPositives;
}
