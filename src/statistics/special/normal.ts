import { incompleteGamma } from "./incompleteGamma.ts";

/** P(Z > z) of the standard normal distribution, to a relative error of about 1e-13 in both tails. */
export function normalUpperTail(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : (1 + lower) / 2;
}

/**
 * The z with P(Z ≤ z) = p, for 0 < p < 1. Starts at Abramowitz & Stegun 26.2.23 (error below 4.5e-4) and takes
 * Halley's steps on the distribution itself, so that nothing but its accuracy counts.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  // The upper quantile of p.
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    const error = (normalUpperTail(z) - p) / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
    z += error / (1 - (z * error) / 2);
  }
  return -z;
}
