import { binomialDensity } from "../special/densities.ts";
import type { Generator } from "./generator.ts";

/** Below this mean counting up from 0 takes fewer steps than starting in the middle. */
const smallMean = 8;

/**
 * A binomial variate of `trials` trials with probability p, by inversion: up from 0 where the mean is small, else
 * outwards from the mode, which takes about as many steps as the distribution is wide.
 */
export function binomial(generator: Generator, trials: number, p: number): number {
  if (trials <= 0 || p <= 0) return 0;
  if (p >= 1) return trials;
  if (p > 0.5) return trials - binomial(generator, trials, 1 - p);
  return trials * p < smallMean ? upFromZero(generator, trials, p) : outFromMode(generator, trials, p);
}

function upFromZero(generator: Generator, trials: number, p: number): number {
  const odds = p / (1 - p);
  let left = generator.uniform();
  let density = Math.exp(trials * Math.log1p(-p));
  for (let x = 0; x < trials; x++) {
    if (left < density) return x;
    left -= density;
    density *= (odds * (trials - x)) / (x + 1);
    // What is left is rounding.
    if (density < 1e-18 && x > trials * p) return x;
  }
  return trials;
}

function outFromMode(generator: Generator, trials: number, p: number): number {
  const odds = p / (1 - p);
  const mode = Math.floor((trials + 1) * p);
  let left = generator.uniform() - binomialDensity(mode, trials, p);
  if (left < 0) return mode;
  let above = binomialDensity(mode, trials, p);
  let below = above;
  for (let step = 1; step <= trials; step++) {
    const [up, down] = [mode + step, mode - step];
    above *= up <= trials ? (odds * (trials - up + 1)) / up : 0;
    left -= above;
    if (left < 0) return up;
    below *= down >= 0 ? (down + 1) / (odds * (trials - down)) : 0;
    left -= below;
    if (left < 0) return down;
    if (above + below < 1e-18) return mode;
  }
  return mode;
}
