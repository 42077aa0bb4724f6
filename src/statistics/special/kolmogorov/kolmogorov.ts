import { durbinLowerTail } from "./durbin.ts";
import { pelzGoodLowerTail } from "./pelzGood.ts";
import { smirnovUpperTail } from "./smirnov.ts";

/** Up to this size everything is exact. */
const exactSize = 140;

/**
 * P(Dₙ > d) for the two-sided one-sample Kolmogorov–Smirnov statistic of n values.
 * Chooses as R. Simard & P. L'Ecuyer (2011) and SciPy's `kstwo.sf` do: exact for n ≤ 140 and in the tails (where twice
 * the one-sided probability is exact to a double), the Pelz–Good expansion in the middle.
 */
export function kolmogorovUpperTail(n: number, d: number): number {
  if (d >= 1) return 0;
  const t = n * d;
  if (t <= 0.5) return 1;
  if (t >= n - 1) return clip(2 * (1 - d) ** n);
  const nd2 = t * d;
  if (nd2 >= 370) return 0;
  if (d >= 0.5 || nd2 > (n <= exactSize ? 4 : 2.2)) return clip(2 * smirnovUpperTail(n, d));
  const useMatrix = n <= exactSize || (n <= 100_000 && t * Math.sqrt(d) <= 1.4);
  return clip(1 - (useMatrix ? durbinLowerTail(n, d) : pelzGoodLowerTail(n, d)));
}

function clip(p: number): number {
  return Math.min(1, Math.max(0, p));
}
