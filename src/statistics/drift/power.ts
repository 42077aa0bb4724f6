import { firstTrue } from "../special/bisect.ts";
import { chiSquaredUpperQuantile, noncentralChiSquaredUpperTail } from "../special/chiSquared.ts";
import { normalQuantile } from "../special/normal.ts";

/** How surely a change must be found, and at which level of significance. */
export interface Demand {
  readonly level: number;
  /** The probability of finding a change of the stated size: 0.8 by convention. */
  readonly power: number;
}

/** The rows of both samples. */
export interface Sizes {
  readonly referenceSize: number;
  readonly currentSize: number;
}

function noise({ referenceSize, currentSize }: Sizes): number {
  return 1 / referenceSize + 1 / currentSize;
}

/**
 * The smallest difference D between two distribution functions that the Kolmogorov–Smirnov test is sure to find: the
 * asymptotic critical value √(−ln(level / 2) / 2) √(1/n + 1/m), and as much again as the gap at its widest place varies,
 * at most ½ √(1/n + 1/m) a standard deviation: F. J. Massey, "A note on the power of a non-parametric test" (1950).
 */
export function detectableGap(sizes: Sizes, { level, power }: Demand): number {
  const critical = Math.sqrt(-Math.log(level / 2) / 2);
  return (critical + normalQuantile(power) / 2) * Math.sqrt(noise(sizes));
}

/**
 * The smallest `balancedCramersV` V that the chi-squared test is sure to find. The test's statistic is noncentral
 * chi-squared with a noncentrality of at least 2 min(n, m) V² (of exactly that for equal sizes): J. Cohen,
 * "Statistical power analysis for the behavioral sciences" (1988), chapter 7, with w = V for equal sizes.
 */
export function detectableV(degreesOfFreedom: number, sizes: Sizes, { level, power }: Demand): number {
  const critical = chiSquaredUpperQuantile(level, degreesOfFreedom);
  const isFound = (noncentrality: number): boolean =>
    noncentralChiSquaredUpperTail(critical, degreesOfFreedom, noncentrality) >= power;
  let high = critical;
  while (!isFound(high)) high *= 2;
  const noncentrality = firstTrue(0, high, isFound);
  return Math.sqrt(noncentrality / (2 * Math.min(sizes.referenceSize, sizes.currentSize)));
}

/**
 * The smallest change of a share, towards the middle, that the test of two shares is sure to find: the normal
 * approximation of J. L. Fleiss, "Statistical methods for rates and proportions", without continuity correction.
 */
export function detectableRateChange(rate: number, sizes: Sizes, { level, power }: Demand): number {
  const start = Math.min(rate, 1 - rate);
  const [n, m] = [sizes.referenceSize, sizes.currentSize];
  const isFound = (change: number): boolean => {
    const end = start + change;
    const mean = (n * start + m * end) / (n + m);
    const critical = -normalQuantile(level / 2) * Math.sqrt(mean * (1 - mean) * noise(sizes));
    const spread = Math.sqrt((start * (1 - start)) / n + (end * (1 - end)) / m);
    return change >= critical + normalQuantile(power) * spread;
  };
  return isFound(1 - start) ? firstTrue(0, 1 - start, isFound) : Number.POSITIVE_INFINITY;
}

/**
 * The smallest area below a ROC curve that the one-sided Mann–Whitney test is sure to find, by its normal approximation
 * without change, √((n + m + 1) / (12 n m)) a standard deviation.
 */
export function detectableArea({ referenceSize: n, currentSize: m }: Sizes, { level, power }: Demand): number {
  const deviation = Math.sqrt((n + m + 1) / (12 * n * m));
  return 0.5 + (normalQuantile(1 - level) + normalQuantile(power)) * deviation;
}
