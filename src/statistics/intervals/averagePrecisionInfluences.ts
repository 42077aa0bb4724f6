import type { Labels } from "../metrics/columns.ts";
import { type Undefined, undefinedBecause } from "../metrics/measure.ts";
import { averagePrecisionOf } from "../metrics/ranked/averagePrecision.ts";
import { type RankedCounts, rankedCounts } from "../metrics/ranked/rankedCounts.ts";
import { at } from "../special/at.ts";
import type { RowInfluences } from "./influences.ts";

/**
 * Average precision with its derivative by each row's weight. With A rows and P positives at or above a score, AP is the
 * positives' mean of P / A; a row adds to the P and A of all positives that score no higher, a positive one its own P / A
 * too. O(n).
 */
export function averagePrecisionInfluences(labels: Labels, scores: Float64Array): RowInfluences | Undefined {
  const counts = rankedCounts(labels, scores);
  if ("reason" in counts) return counts;
  const { totalPositives, order } = counts;
  if (totalPositives === 0) return undefinedBecause("no row is positive");
  const value = averagePrecisionOf(counts);
  const influences = new Float64Array(labels.length);
  let start = 0;
  fromLowestScore(counts, value, (positives, negatives, ofPositive, ofNegative) => {
    const end = start + positives + negatives;
    for (let k = start; k < end; k++) {
      const row = order[k] ?? 0;
      influences[row] = labels[row] === 1 ? ofPositive : ofNegative;
    }
    start = end;
  });
  if (totalPositives < 2) return { value, influences, intervalReason: "there are fewer than two positive rows" };
  return { value, influences };
}

/** The standard error that these influences make, without keeping one for each row. For counts with positives. */
export function averagePrecisionDeviation(counts: RankedCounts, value: number): number {
  let squares = 0;
  fromLowestScore(counts, value, (positives, negatives, ofPositive, ofNegative) => {
    squares += positives * ofPositive * ofPositive + negatives * ofNegative * ofNegative;
  });
  return Math.sqrt(squares);
}

/** Tells how many positive and negative rows have each score, and the influence of one of them, which is the same for all. */
function fromLowestScore(
  { positives, negatives, totalPositives }: RankedCounts,
  value: number,
  visit: (positives: number, negatives: number, ofPositive: number, ofNegative: number) => void,
): void {
  // Σ 1 / A and Σ P / A² over the positives so far.
  let [inverse, share] = [0, 0];
  for (let threshold = positives.length - 1; threshold >= 0; threshold--) {
    const p = at(positives, threshold);
    const all = p + at(negatives, threshold);
    const here = p - (threshold === 0 ? 0 : at(positives, threshold - 1));
    const others = at(negatives, threshold) - (threshold === 0 ? 0 : at(negatives, threshold - 1));
    inverse += here / all;
    share += (here * p) / (all * all);
    visit(here, others, (p / all + inverse - share - value) / totalPositives, -share / totalPositives);
  }
}
