import { at } from "../../special/at.ts";
import type { Labels } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";
import { rankedCounts } from "../ranked/rankedCounts.ts";

export interface BestThreshold {
  /** The best share of rows told right by "positive from this similarity on". */
  readonly value: number;
  /** Halfway to the next similarity below; infinite where calling all rows negative is best. */
  readonly threshold: number;
  readonly note: string;
}

/**
 * Accuracy at the threshold that suits these rows best. Chosen on the rows it is measured on, it flatters the model, and
 * the note says so.
 */
export function accuracyAtBestThreshold(labels: Labels, similarities: Float64Array): BestThreshold | Undefined {
  const counts = rankedCounts(labels, similarities);
  if ("reason" in counts) return undefinedBecause(counts.reason);
  const { thresholds, positives, negatives, totalNegatives } = counts;
  let [best, threshold] = [totalNegatives, Number.POSITIVE_INFINITY];
  for (let i = 0; i < thresholds.length; i++) {
    const right = at(positives, i) + totalNegatives - at(negatives, i);
    if (right <= best) continue;
    best = right;
    const below = i + 1 < thresholds.length ? at(thresholds, i + 1) : at(thresholds, i);
    threshold = (at(thresholds, i) + below) / 2;
  }
  const note = "the threshold was chosen on the same rows, so new rows will do worse";
  return { value: best / labels.length, threshold, note };
}
