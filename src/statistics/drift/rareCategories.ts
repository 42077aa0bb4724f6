import { at } from "../special/at.ts";
import { type CountPair, occupied, total } from "./categories.ts";

/** Cochran's rule for the chi-squared approximation. */
const leastExpected = 5;

/**
 * Puts the rarest categories together until every cell has an expected count of at least five in both samples. Which
 * ones are rare is decided on both samples together, so the test on the result keeps its level. Of only two
 * categories none is put together.
 */
export function poolRare(pair: CountPair): CountPair {
  const { reference, current } = occupied(pair);
  const [n, m] = [total(reference), total(current)];
  const least = (leastExpected * (n + m)) / Math.min(n, m);
  const count = (i: number): number => at(reference, i) + at(current, i);
  const order = [...reference.keys()].sort((i, j) => count(i) - count(j));
  let rare = 0;
  let rareCount = 0;
  for (const i of order) {
    const isEnough = rareCount === 0 ? count(i) >= least : rareCount >= least;
    if (isEnough) break;
    rareCount += count(i);
    rare++;
  }
  if (rare < 2 || order.length <= 2) return { reference, current };
  const merge = (counts: Float64Array): Float64Array => {
    const of = (indices: readonly number[]): Float64Array => Float64Array.from(indices, (i) => at(counts, i));
    return Float64Array.of(total(of(order.slice(0, rare))), ...of(order.slice(rare)));
  };
  return { reference: merge(reference), current: merge(current) };
}
