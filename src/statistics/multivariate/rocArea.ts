import { distributionOf } from "../drift/distribution.ts";
import { mannWhitney } from "../drift/mannWhitney.ts";
import { pool } from "../drift/pooled.ts";
import { delongVariance } from "../intervals/delong.ts";
import { meanOf } from "../intervals/moments.ts";
import { placements } from "../metrics/ranked/placements.ts";
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
  const scores = new Float64Array(m + n);
  scores.set(positives);
  scores.set(negatives, m);
  const found = placements(new Uint8Array(m + n).fill(1, 0, m), scores);
  if ("reason" in found) return null;
  const auc = meanOf(found.positives);
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(delongVariance(found));
  const test = mannWhitney(pool(distributionOf(positives), distributionOf(negatives)));
  const twoSided = test?.p ?? 1;
  return {
    auc,
    interval: [Math.max(0, auc - half), Math.min(1, auc + half)],
    p: auc > 0.5 ? twoSided / 2 : 1 - twoSided / 2,
  };
}
