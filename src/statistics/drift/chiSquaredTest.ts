import { at } from "../special/at.ts";
import { chiSquaredUpperTail } from "../special/chiSquared.ts";
import { type CountPair, occupied, shares, total } from "./categories.ts";
import type { TestResult } from "./testResult.ts";

export interface ChiSquaredTest extends TestResult {
  readonly degreesOfFreedom: number;
}

/**
 * Pearson's chi-squared test of homogeneity: whether both samples can have the same shares. Unlike a test of fit it
 * counts the reference's own noise. As SciPy's `chi2_contingency(correction=False)` without empty columns.
 * @returns null when a sample is empty
 */
export function chiSquaredTest(pair: CountPair): ChiSquaredTest | null {
  const { reference, current } = occupied(pair);
  const [n, m] = [total(reference), total(current)];
  if (n === 0 || m === 0) return null;
  const degreesOfFreedom = reference.length - 1;
  if (degreesOfFreedom === 0) return { statistic: 0, p: 1, degreesOfFreedom };
  // Σ (O − E)² / E over both rows of a column, put together.
  const statistic = reference.reduce((sum, a, i) => {
    const b = at(current, i);
    return sum + (a * m - b * n) ** 2 / (n * m * (a + b));
  }, 0);
  return { statistic, p: chiSquaredUpperTail(statistic, degreesOfFreedom), degreesOfFreedom };
}

/**
 * Cramér's V with the bias correction of W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T" (2013), between
 * 0 and 1. It depends on how the rows are split between the samples: see `balancedCramersV`.
 * @returns null when a sample is empty
 */
export function cramersV(pair: CountPair): number | null {
  const test = chiSquaredTest(pair);
  if (test === null) return null;
  const rows = total(pair.reference) + total(pair.current);
  const { statistic, degreesOfFreedom } = test;
  const corrected = Math.max(0, statistic / rows - degreesOfFreedom / (rows - 1));
  const categories = degreesOfFreedom - degreesOfFreedom ** 2 / (rows - 1);
  const least = Math.min(categories, 1 - 1 / (rows - 1));
  return least > 0 ? Math.min(1, Math.sqrt(corrected / least)) : 0;
}

/**
 * Cramér's V as it would be if both samples had the same number of rows, so a property of the two distributions alone:
 * √(½ Σ (p − q)² / (p + q)) (the root of Vincze's and Le Cam's triangular discrimination), less what noise alone adds
 * to the sum on average, (k − 1)(1/n + 1/m) / 4. 0 for no difference, 1 for no category in common.
 * @returns null when a sample is empty
 */
export function balancedCramersV(pair: CountPair): number | null {
  const { reference, current } = occupied(pair);
  const p = shares(reference);
  const q = shares(current);
  if (p === null || q === null) return null;
  const sum = p.reduce((before, share, i) => before + (share - at(q, i)) ** 2 / (share + at(q, i)), 0);
  const noise = ((p.length - 1) * (1 / total(reference) + 1 / total(current))) / 4;
  return Math.sqrt(Math.max(0, sum / 2 - noise));
}
