import { at } from "../special/at.ts";
import { kolmogorovUpperTail } from "../special/kolmogorov/kolmogorov.ts";
import { isComparable, type Pooled } from "./pooled.ts";
import { exactPossible, exactUpperTail } from "./smirnovExact.ts";
import type { TestResult } from "./testResult.ts";

export interface KolmogorovSmirnov extends TestResult {
  /** The value below or at which the shares of rows differ most. */
  readonly location: number;
  readonly method: "exact" | "asymptotic";
}

/**
 * The two-sample Kolmogorov–Smirnov test, two-sided: the statistic is the largest difference between the shares of rows
 * at or below any one value. As SciPy's `ks_2samp`, p is exact up to 10,000 rows a side, save where that would
 * take long (then p is below 1e-120 either way), and from Kolmogorov's distribution above. With ties p is too
 * large, never too small.
 * @returns null when a sample is empty
 */
export function kolmogorovSmirnov(pooled: Pooled): KolmogorovSmirnov | null {
  if (!isComparable(pooled)) return null;
  const { referenceSize: n, currentSize: m } = pooled;
  const { scaled, location } = largestGap(pooled);
  const statistic = scaled / (n * m);
  if (exactPossible(n, m, scaled)) {
    return { statistic, location, p: exactUpperTail(n, m, scaled), method: "exact" };
  }
  const p = kolmogorovUpperTail(Math.max(1, roundHalfToEven((n * m) / (n + m))), statistic);
  return { statistic, location, p, method: "asymptotic" };
}

/** The largest |m F − n G| over all values, a whole number for whole counts: free of rounding. */
function largestGap(pooled: Pooled): { scaled: number; location: number } {
  const { values, referenceCounts, currentCounts, referenceSize, currentSize } = pooled;
  let [reference, current, scaled] = [0, 0, 0];
  let location = at(values, 0);
  for (let i = 0; i < values.length; i++) {
    reference += at(referenceCounts, i);
    current += at(currentCounts, i);
    const gap = Math.abs(reference * currentSize - current * referenceSize);
    if (gap > scaled) {
      scaled = gap;
      location = at(values, i);
    }
  }
  return { scaled, location };
}

/** As NumPy rounds. */
function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
