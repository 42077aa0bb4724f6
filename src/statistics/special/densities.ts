/**
 * Poisson and binomial densities without the loss that differences of large logarithms bring: C. Loader,
 * "Fast and accurate computation of binomial probabilities" (2000), the method behind R's dpois and dbinom.
 */

const logTwoPi = Math.log(2 * Math.PI);

/** From here on the series below is exact to a double. */
const seriesFrom = 16;

/** log Γ(n + 1) − log(√(2πn) (n/e)ⁿ): what Stirling's formula lacks. n > 0. */
export function stirlingError(n: number): number {
  let error = 0;
  let from = n;
  // δ(n) = δ(n + 1) + (n + ½) log((n + 1) / n) − 1
  for (; from < seriesFrom; from++) error += (from + 0.5) * Math.log1p(1 / from) - 1;
  const square = from * from;
  const series =
    1 / 12 -
    (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square;
  return error + series / from;
}

/** x log(x / mean) + mean − x, without cancellation where x is near the mean. x, mean > 0. */
export function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** log(e^−mean mean^x / Γ(x + 1)); x need not be whole. x, mean ≥ 0. */
export function logPoissonDensity(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (x === 0) return -mean;
  return -stirlingError(x) - deviance(x, mean) - (logTwoPi + Math.log(x)) / 2;
}

/** P(X = x) for X binomial with n trials of probability p; n and x need not be whole. 0 ≤ x ≤ n. */
export function binomialDensity(x: number, n: number, p: number): number {
  const q = 1 - p;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return p ** n;
  if (p <= 0 || q <= 0) return 0;
  const log = stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(log + (Math.log(n / (x * (n - x))) - logTwoPi) / 2);
}

/** log of the binomial coefficient "n over k", to an absolute error of a few ulp of the result. Whole 0 ≤ k ≤ n. */
export function logChoose(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  const stirling = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const entropy = -k * Math.log(k / n) - (n - k) * Math.log1p(-k / n);
  return stirling + entropy + (Math.log(n / (k * (n - k))) - logTwoPi) / 2;
}
