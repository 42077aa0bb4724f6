import { binomialDensity } from "../densities.ts";

/** Beyond this size the sum is left to the expansion of U. R. Maag & G. Dicaire (1971), as in SciPy. */
const largestSum = 1_000_000;

/**
 * P(Dₙ⁺ ≥ d), the one-sided one-sample statistic, exactly: d Σⱼ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j)
 * (Smirnov 1944; Birnbaum & Tingey 1951). Each term is a binomial density over d + j/n. 0 < d < 1.
 */
export function smirnovUpperTail(n: number, d: number): number {
  if (n > largestSum) return Math.exp(-((6 * n * d + 1) ** 2) / (18 * n));
  let sum = 0;
  for (let j = 0; j <= Math.floor(n * (1 - d)); j++) {
    const p = d + j / n;
    if (p < 1) sum += binomialDensity(j, n, p) / p;
  }
  return d * sum;
}
