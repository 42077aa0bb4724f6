import { distributionOf } from "../drift/distribution.ts";
import { mannWhitney } from "../drift/mannWhitney.ts";
import { pool } from "../drift/pooled.ts";
import { at } from "../special/at.ts";
import { normalQuantile } from "../special/normal.ts";

export interface RocArea {
  /** The share of pairs in which the positive's score is the larger, ties counting half. */
  readonly auc: number;
  /** DeLong's interval. */
  readonly interval: readonly [number, number];
  /** That scores do not tell the labels apart, against that positives score higher: Mann and Whitney's test, one-sided. */
  readonly p: number;
}

/**
 * The area below the ROC curve, with the interval of E. R. DeLong et al. (1988), by mid-ranks as X. Sun & W. Xu (2014).
 * @returns null when either kind has fewer than two scores
 */
export function rocArea(positives: Float64Array, negatives: Float64Array, confidence = 0.95): RocArea | null {
  const [m, n] = [positives.length, negatives.length];
  if (m < 2 || n < 2) return null;
  const all = midranks(Float64Array.of(...positives, ...negatives));
  const own = midranks(positives);
  const others = midranks(negatives);
  // The share of the other kind below each score.
  const above = positives.map((_, i) => (at(all, i) - at(own, i)) / n);
  const below = negatives.map((_, j) => 1 - (at(all, m + j) - at(others, j)) / m);
  const auc = mean(above);
  const deviation = Math.sqrt(variance(above) / m + variance(below) / n);
  const half = normalQuantile((1 + confidence) / 2) * deviation;
  const test = mannWhitney(pool(distributionOf(positives), distributionOf(negatives)));
  const twoSided = test?.p ?? 1;
  return {
    auc,
    interval: [Math.max(0, auc - half), Math.min(1, auc + half)],
    p: auc > 0.5 ? twoSided / 2 : 1 - twoSided / 2,
  };
}

/** The rank of each value from 1 on; equal ones share the middle of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let i = start; i < end; i++) ranks[order[i] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

const mean = (all: Float64Array): number => all.reduce((sum, one) => sum + one, 0) / all.length;

function variance(all: Float64Array): number {
  const middle = mean(all);
  return all.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (all.length - 1);
}
