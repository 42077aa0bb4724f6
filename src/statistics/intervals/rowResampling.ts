import { type Bootstrapped, bootstrap, type Resampling, type Statistic } from "./bootstrap.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";
import { groupJackknife } from "./groupJackknife.ts";
import type { Resampled } from "./resampled.ts";

/** Up to so many rows they are resampled; beyond, groups of them are left out in turn. */
export const mostResampledRows = 4000;

/**
 * Intervals of any figures that can be computed with whole weights for the rows, such as those of a ranking: BCa
 * bootstrap, or the delete-a-group jackknife for large sets, for which 200 passes over the rows suffice. Figures of two
 * models and their difference see the same resamples.
 * @param telling How many rows tell most, such as the rarer class's: with few the interval is made wider.
 */
export function resampleRows(
  rows: number,
  statistic: Statistic,
  resampling: Resampling,
  telling = rows,
): readonly Resampled[] {
  if (rows > mostResampledRows) return groupJackknife(rows, statistic, resampling);
  const all = bootstrap(new Float64Array(rows).fill(1), statistic, resampling);
  return all.map((one) => resampledOf({ ...one, rows: telling }, resampling.confidence));
}

export function resampledOf(one: Bootstrapped, confidence: number): Resampled {
  const found = bootstrapInterval(one, confidence);
  return { ...found, observed: one.observed, p: found.interval === null ? null : bootstrapP(one.draws) };
}

/** How rarely the resamples lie on the other side of 0, never less than they can show. */
function bootstrapP(draws: Float64Array): number {
  let [atMost, atLeast] = [0, 0];
  for (const draw of draws) {
    if (draw <= 0) atMost++;
    if (draw >= 0) atLeast++;
  }
  return Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (draws.length + 1));
}
