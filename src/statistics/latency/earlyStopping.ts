import { binomialDensity } from "../special/densities.ts";

/** With how much confidence a percentile is at most its bound: LoadGen's choice. */
const doubt = 0.01;

export interface EarlyStopping {
  /** Fewer measurements can't support the percentile: 64 for p90, 662 for p99. */
  readonly fewest: number;
  /** The bound is the value with this rank from the top, 1 being the largest; 0 for too few measurements. */
  readonly rankFromTop: number;
}

/**
 * MLPerf LoadGen's early stopping without tolerance: of n measurements, the number above the true percentile is
 * binomial, so the largest t with P(X ≤ t) ≤ 1 % makes the t-th largest measurement an upper bound of it.
 */
export function earlyStopping(count: number, percentile: number): EarlyStopping {
  const fewest = fewestFor(percentile);
  return { fewest, rankFromTop: count < fewest ? 0 : rankFromTop(count, 1 - percentile) };
}

/** The smallest n with P(X ≤ 1) ≤ 1 %. */
function fewestFor(percentile: number): number {
  let n = 2;
  while (percentile ** n + n * (1 - percentile) * percentile ** (n - 1) > doubt) n++;
  return n;
}

function rankFromTop(count: number, share: number): number {
  // What is ten standard deviations below the mean adds nothing.
  let k = Math.max(0, Math.floor(count * share - 10 * Math.sqrt(count * share * (1 - share))));
  let below = binomialDensity(k, count, share);
  while (below <= doubt) {
    k++;
    below += binomialDensity(k, count, share);
  }
  return k - 1;
}
