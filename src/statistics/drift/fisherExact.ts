import type { Proportion } from "./proportion.ts";

/** Tables this little likelier than the observed one count as equally likely, as in SciPy and R. */
const tolerance = 1e-7;

/**
 * Fisher's exact test that two shares are equal, two-sided: the probability of all tables with the same margins that
 * are no likelier than the observed one. O(smallest margin).
 */
export function fisherExact(reference: Proportion, current: Proportion): number {
  const count = reference.count + current.count;
  const size = reference.size + current.size;
  const lowest = Math.max(0, count - current.size);
  const highest = Math.min(count, reference.size);
  // The odds of x + 1 against x in the reference.
  const step = (x: number): number => ((count - x) * (reference.size - x)) / ((x + 1) * (current.size - count + x + 1));
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((count + 1) * (reference.size + 1)) / (size + 2))));
  // Weights relative to the likeliest table, which neither overflow nor lose what matters.
  const weights = new Float64Array(highest - lowest + 1);
  let weight = 1;
  for (let x = mode; x <= highest && weight > 0; x++) {
    weights[x - lowest] = weight;
    weight *= step(x);
  }
  weight = 1;
  for (let x = mode; x > lowest && weight > 0; x--) {
    weight /= step(x - 1);
    weights[x - 1 - lowest] = weight;
  }
  weights[mode - lowest] = 1;
  const observed = (weights[reference.count - lowest] ?? 0) * (1 + tolerance);
  const all = weights.reduce((sum, w) => sum + w, 0);
  return Math.min(1, weights.reduce((sum, w) => (w <= observed ? sum + w : sum), 0) / all);
}
