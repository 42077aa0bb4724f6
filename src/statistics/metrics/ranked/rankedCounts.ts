import { at } from "../../special/at.ts";
import { type Labels, mustBeBelow, mustMatch, obstacle, type Weights } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";
import { sortedOrder } from "./sortedOrder.ts";

/** What lies at or above each distinct score, from the largest score to the smallest. */
export interface RankedCounts {
  readonly thresholds: Float64Array;
  /** Positives at or above each threshold: rows, or the sum of their weights. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly totalPositives: number;
  readonly totalNegatives: number;
  /** The rows from the lowest score to the highest. */
  readonly order: Uint32Array;
}

/**
 * Counts positives (label 1) and negatives (0) down the ranking by score; what the ROC, precision–recall and lift
 * curves and their areas are computed from. O(n).
 */
export function rankedCounts(labels: Labels, scores: Float64Array, weights: Weights = null): RankedCounts | Undefined {
  mustMatch(labels.length, scores);
  mustBeBelow(2, labels);
  const reason = obstacle(labels.length, { scores }, weights);
  if (reason !== null) return undefinedBecause(reason);
  const order = sortedOrder(scores);
  const size = order.length;
  const thresholds = new Float64Array(size);
  const positives = new Float64Array(size);
  const negatives = new Float64Array(size);
  let [distinct, above, below, counted] = [0, 0, 0, 0];
  for (let k = size - 1; k >= 0; k--) {
    const row = order[k] ?? 0;
    const weight = weights === null ? 1 : at(weights, row);
    if (labels[row] === 1) above += weight;
    else below += weight;
    const score = at(scores, row);
    if (k > 0 && at(scores, order[k - 1] ?? 0) === score) continue;
    // Rows that count nothing have no threshold of their own.
    if (above + below === counted) continue;
    counted = above + below;
    thresholds[distinct] = score;
    positives[distinct] = above;
    negatives[distinct] = below;
    distinct++;
  }
  return {
    thresholds: thresholds.slice(0, distinct),
    positives: positives.slice(0, distinct),
    negatives: negatives.slice(0, distinct),
    totalPositives: above,
    totalNegatives: below,
    order,
  };
}

/** Why the ranking has no curve of its own. */
export function oneClassOnly({ totalPositives, totalNegatives }: RankedCounts): Undefined | null {
  if (totalPositives === 0) return undefinedBecause("no row is positive");
  return totalNegatives === 0 ? undefinedBecause("no row is negative") : null;
}
