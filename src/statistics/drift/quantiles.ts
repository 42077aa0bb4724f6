import { at } from "../special/at.ts";
import type { Distribution } from "./distribution.ts";

/** The running sums of the counts: how many values are at or below each. */
export function cumulativeCounts({ counts }: Distribution): Float64Array {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}

/**
 * Quantiles at the given probabilities, interpolated between neighbouring values (type 7 of Hyndman & Fan, the default
 * of NumPy and R). Whole counts are meant. NaN for an empty distribution.
 */
export function quantiles(distribution: Distribution, probabilities: readonly number[]): readonly number[] {
  const cumulative = cumulativeCounts(distribution);
  const { values, size } = distribution;
  const valueAt = (rank: number): number => at(values, firstAbove(cumulative, rank));
  return probabilities.map((probability) => {
    const position = (size - 1) * probability;
    const rank = Math.floor(position);
    const low = valueAt(rank);
    const share = position - rank;
    if (share === 0) return low;
    const high = valueAt(rank + 1);
    return low === high ? low : low + share * (high - low);
  });
}

/** The index of the first number above x in ascending numbers. */
export function firstAbove(numbers: Float64Array, x: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(numbers, middle) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
