import { at } from "../special/at.ts";
import { logChoose } from "../special/densities.ts";
import { normalUpperTail } from "../special/normal.ts";
import { isComparable, type Pooled } from "./pooled.ts";
import type { TestResult } from "./testResult.ts";

export interface MannWhitney extends TestResult {
  /** The share of pairs in which the reference's value is the larger, ties counting half. */
  readonly superiority: number;
  readonly method: "exact" | "asymptotic";
}

/** The exact distribution is used where a sample has at most so many values and none is tied, as in SciPy … */
const smallSize = 8;
/** … and where it takes a fraction of a second. */
const largestProduct = 2 ** 24;

/**
 * The two-sided Mann–Whitney U test; the statistic is the reference's U. p as SciPy's `mannwhitneyu`: exact, or
 * normal with corrections for ties and continuity.
 * @returns null when a sample is empty
 */
export function mannWhitney(pooled: Pooled): MannWhitney | null {
  if (!isComparable(pooled)) return null;
  const { referenceCounts, currentCounts, referenceSize: n, currentSize: m } = pooled;
  let [current, statistic, ties] = [0, 0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    statistic += a * (current + b / 2);
    current += b;
    ties += (a + b) ** 3 - (a + b);
  }
  const larger = Math.max(statistic, n * m - statistic);
  const isExact = Math.min(n, m) <= smallSize && ties === 0 && n * m <= largestProduct;
  const tail = isExact ? exactUpperTail(larger, n, m) : asymptoticUpperTail(larger, n, m, ties);
  return {
    statistic,
    p: Math.min(1, 2 * tail),
    superiority: statistic / (n * m),
    method: isExact ? "exact" : "asymptotic",
  };
}

function asymptoticUpperTail(u: number, n: number, m: number, ties: number): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  // All values are equal.
  if (!(variance > 0)) return 0.5;
  return normalUpperTail((u - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}

/**
 * P(U ≥ u), which is P(U ≤ n m − u): the coefficients of the Gaussian binomial Π (1 − x^(m + i)) / (1 − xⁱ), which count
 * the arrangements with each U.
 */
function exactUpperTail(u: number, n: number, m: number): number {
  const [small, large] = n < m ? [n, m] : [m, n];
  const most = n * m - u;
  const counts = new Float64Array(most + 1);
  counts[0] = 1;
  for (let i = 1; i <= small; i++) {
    for (let k = most; k >= large + i; k--) counts[k] = at(counts, k) - at(counts, k - large - i);
    for (let k = i; k <= most; k++) counts[k] = at(counts, k) + at(counts, k - i);
  }
  return counts.reduce((sum, count) => sum + count, 0) / Math.exp(logChoose(n + m, small));
}
