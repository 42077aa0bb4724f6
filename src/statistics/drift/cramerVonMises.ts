import { at } from "../special/at.ts";
import { cramerVonMisesUpperTail } from "../special/cramerVonMises.ts";
import { exactUpperTail } from "./cramerVonMisesExact.ts";
import { isComparable, type Pooled } from "./pooled.ts";
import type { TestResult } from "./testResult.ts";

/** SciPy's bound for the exact distribution. */
const largestExactSize = 20;

/**
 * How ties count: where they are, at their middle; or as SciPy does, by midranks against the ranks that the rows would
 * have if they were distinct. The latter grows with ties that both samples share and so finds a change in a column of
 * many equal values where there is none: it is for comparison only. Without ties both are the same.
 */
export type CramerVonMisesTies = "middle" | "as SciPy";

/**
 * The two-sample Cramér–von Mises test: the statistic T of T. W. Anderson, "On the distribution of the two-sample
 * Cramér–von Mises criterion" (1962). As SciPy's `cramervonmises_2samp`, p is exact up to 20 values a side and from the
 * limiting distribution, matched in mean and variance, above. With ties p is too large rather than too small.
 * @returns null when a sample has fewer than two values
 */
export function cramerVonMises(pooled: Pooled, ties: CramerVonMisesTies = "middle"): TestResult | null {
  const { referenceSize: n, currentSize: m } = pooled;
  if (!isComparable(pooled) || Math.min(n, m) < 2) return null;
  const statistic = gapSum(pooled) + (ties === "middle" ? 1 / (4 * (n + m)) : rankTerms(pooled));
  const isExact = Math.max(n, m) <= largestExactSize && Number.isInteger(n) && Number.isInteger(m);
  if (isExact) return { statistic, p: exactUpperTail(statistic, n, m) };
  const product = n * m;
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * product * total - 3 * (n * n + m * m) - 2 * product)) / (45 * total * total * 4 * product);
  return { statistic, p: cramerVonMisesUpperTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) };
}

/**
 * n m / N times the mean of (F − G)² over all rows, taken at the middle of each tie. T of distinct values is this and
 * 1 / 4N: equal to Anderson's equation 9, U / (n m N) − (4 n m − 1) / 6N, which has lost half of its digits
 * at 100,000 rows.
 */
function gapSum(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize: n, currentSize: m } = pooled;
  const total = n + m;
  let [reference, current, gaps] = [0, 0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    const gap = (reference + a / 2) * m - (current + b / 2) * n;
    gaps += gap * gap * (a + b);
    reference += a;
    current += b;
  }
  return gaps / (n * m * total * total);
}

/** What equation 9 has beyond that when U is taken from midranks. */
function rankTerms(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize: n, currentSize: m } = pooled;
  const total = n + m;
  let [cubes, mixed] = [0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    cubes += a ** 3 * (m / n / total + 1 / m) + b ** 3 * (n / m / total + 1 / n);
    mixed += a * b * (a + b);
  }
  return cubes / (12 * total) - mixed / (4 * total * total) - (n - m) ** 2 / (12 * n * m * total);
}
