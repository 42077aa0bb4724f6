import { at } from "../special/at.ts";
import { chiSquaredUpperQuantile } from "../special/chiSquared.ts";
import { type CountPair, occupied, total } from "./categories.ts";

export interface PopulationStability {
  /** Σ (p − q) ln(p / q): 0 for no change, without upper bound. */
  readonly index: number;
  /** Those that occur in either sample. */
  readonly bins: number;
  /** Its mean if nothing has changed: sampling noise. */
  readonly expected: number;
  /** What it exceeds with probability `level` if nothing has changed. */
  readonly critical: number;
}

/** Half a count, the usual continuity correction for logarithms of shares. */
const smoothing = 0.5;

/**
 * The population stability index over bins of the reference's quantiles or over categories. Bins that neither sample
 * has are left out; where one sample lacks a bin, half a row is added to every bin of both, so that the index is finite
 * and the addition fades with more rows. Mean and critical value without change are (B − 1)(1/n + 1/m) and the
 * chi-squared quantile times (1/n + 1/m): arXiv 2307.11878.
 * @returns null when a sample is empty
 */
export function populationStability(pair: CountPair, level = 0.05): PopulationStability | null {
  const { reference, current } = occupied(pair);
  const [n, m] = [total(reference), total(current)];
  if (n === 0 || m === 0) return null;
  const bins = reference.length;
  const added = reference.includes(0) || current.includes(0) ? smoothing : 0;
  const share = (counts: Float64Array, size: number, i: number): number =>
    (at(counts, i) + added) / (size + added * bins);
  let index = 0;
  for (let i = 0; i < bins; i++) {
    const p = share(reference, n, i);
    const q = share(current, m, i);
    index += (p - q) * Math.log(p / q);
  }
  const noise = 1 / n + 1 / m;
  const critical = bins > 1 ? chiSquaredUpperQuantile(level, bins - 1) * noise : 0;
  return { index, bins, expected: (bins - 1) * noise, critical };
}
