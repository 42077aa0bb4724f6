import { at } from "../special/at.ts";
import { cramerVonMisesUpperTail } from "../special/cramerVonMises.ts";
import { exactUpperTail } from "./cramerVonMisesExact.ts";
import { isComparable, type Pooled } from "./pooled.ts";
import type { TestResult } from "./testResult.ts";

/** SciPy's bound for the exact distribution. */
const largestExactSize = 20;

/**
 * The two-sample Cramér–von Mises test, with midranks for ties: the statistic T of T. W. Anderson, "On the distribution
 * of the two-sample Cramér–von Mises criterion" (1962). As SciPy's `cramervonmises_2samp`, p is exact up to 20 values
 * a side and from the limiting distribution, matched in mean and variance, above.
 * @returns null when a sample has fewer than two values
 */
export function cramerVonMises(pooled: Pooled): TestResult | null {
  const { referenceSize: n, currentSize: m } = pooled;
  if (!isComparable(pooled) || Math.min(n, m) < 2) return null;
  const statistic = statisticOf(pooled);
  const exact = Math.max(n, m) <= largestExactSize && Number.isInteger(n) && Number.isInteger(m);
  if (exact) return { statistic, p: exactUpperTail(rankDistance(pooled), n, m) };
  const product = n * m;
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * product * total - 3 * (n * n + m * m) - 2 * product)) / (45 * total * total * 4 * product);
  return { statistic, p: cramerVonMisesUpperTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) };
}

/**
 * T as n m / N times the mean of (F − G)² over all rows, taken at the middle of each tie, and what ties of a and b rows
 * add to that. Equal to Anderson's equation 9, U / (n m N) − (4 n m − 1) / 6 N, which for 100,000 rows has lost
 * half of its digits.
 */
function statisticOf(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize: n, currentSize: m } = pooled;
  const total = n + m;
  let [reference, current, gaps, cubes, mixed] = [0, 0, 0, 0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    const gap = (reference + a / 2) * m - (current + b / 2) * n;
    gaps += gap * gap * (a + b);
    cubes += a ** 3 * (m / n / total + 1 / m) + b ** 3 * (n / m / total + 1 / n);
    mixed += a * b * (a + b);
    reference += a;
    current += b;
  }
  const product = n * m;
  return (
    gaps / (product * total * total) +
    cubes / (12 * total) -
    mixed / (4 * total * total) -
    (n - m) ** 2 / (12 * product * total)
  );
}

/** U: n Σ (rᵢ − i)² + m Σ (sⱼ − j)², where r and s are the ranks of each sample in both, i and j those in their own. */
function rankDistance(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize, currentSize } = pooled;
  let [reference, current, sum] = [0, 0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    const midrank = reference + current + (a + b + 1) / 2;
    sum +=
      referenceSize * squaredDistances(midrank, reference, a) + currentSize * squaredDistances(midrank, current, b);
    reference += a;
    current += b;
  }
  return sum;
}

/** Σ (midrank − (before + k))² for k from 1 to count. */
function squaredDistances(midrank: number, before: number, count: number): number {
  const fromMiddle = midrank - before - (count + 1) / 2;
  return count * fromMiddle * fromMiddle + (count * (count * count - 1)) / 12;
}
