import { firstTrue } from "./bisect.ts";
import { logPoissonDensity } from "./densities.ts";
import { incompleteGamma } from "./incompleteGamma.ts";

/** P(X > x) for X chi-squared with the given degrees of freedom (> 0), to a relative error of about 1e-13. */
export function chiSquaredUpperTail(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(degreesOfFreedom / 2, x / 2).upper;
}

/** The x that a chi-squared variable exceeds with the given probability, 0 < probability < 1. */
export function chiSquaredUpperQuantile(probability: number, degreesOfFreedom: number): number {
  const isBeyond = (x: number): boolean => chiSquaredUpperTail(x, degreesOfFreedom) <= probability;
  let high = degreesOfFreedom + 1;
  while (!isBeyond(high)) high *= 2;
  return firstTrue(0, high, isBeyond);
}

/** Beyond this many standard deviations a Poisson weight is below 1e-16. */
const poissonReach = 9;

/**
 * P(X > x) for X noncentral chi-squared: a Poisson mixture of central ones (Johnson, Kotz & Balakrishnan, chapter 29).
 * Absolute error about 1e-13.
 */
export function noncentralChiSquaredUpperTail(x: number, degreesOfFreedom: number, noncentrality: number): number {
  const mean = noncentrality / 2;
  const reach = poissonReach * Math.sqrt(mean) + 30;
  const first = Math.max(0, Math.floor(mean - reach));
  let a = degreesOfFreedom / 2 + first;
  let upper = incompleteGamma(a, x / 2).upper;
  let sum = 0;
  for (let j = first; j <= mean + reach; j++) {
    sum += Math.exp(logPoissonDensity(j, mean)) * upper;
    // Q(a + 1, x) = Q(a, x) + xᵃ e⁻ˣ / Γ(a + 1)
    upper += Math.exp(logPoissonDensity(a, x / 2));
    a += 1;
  }
  return Math.min(1, sum);
}
