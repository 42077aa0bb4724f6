import { at } from "../special/at.ts";
import { normalQuantile, normalUpperTail } from "../special/normal.ts";
import { sortedQuantile } from "../special/sortedQuantile.ts";
import { studentQuantile } from "../special/student.ts";
import type { Bootstrapped } from "./bootstrap.ts";
import { type IntervalOrReason, noInterval } from "./interval.ts";

/** Up to this share of resamples without the figure, such as a class that was not drawn, does not spoil the rest. */
const tolerableLoss = 0.01;

/** Fewer rows have too few different resamples. */
const fewestRows = 5;

/**
 * Efron's BCa interval (1987), as `scipy.stats.bootstrap`, or the percentile interval where its corrections are not
 * defined; made wider for few rows as T. C. Hesterberg, "What teachers should know about the bootstrap" (2015), 5.3, by
 * Student's quantile in place of the normal one. None where resampling can't tell: all resamples have the same figure,
 * too many have none, or there are hardly any rows.
 */
export function bootstrapInterval(bootstrapped: Bootstrapped, confidence: number): IntervalOrReason {
  const { draws, resamples, rows } = bootstrapped;
  if (rows < fewestRows) return noInterval("too few rows");
  const lost = resamples - draws.length;
  if (lost > tolerableLoss * resamples) {
    return noInterval(`too few rows: the figure is undefined in ${lost} of ${resamples} resamples`);
  }
  if (at(draws, 0) === at(draws, draws.length - 1)) {
    return noInterval("all resamples have the same figure, so they do not show how far it can be from the truth");
  }
  const reach = expandedReach(rows, confidence);
  const corrected = correctedLevels(bootstrapped, reach);
  const [low, high] = corrected ?? [normalUpperTail(reach), normalUpperTail(-reach)];
  return {
    interval: {
      low: sortedQuantile(draws, low),
      high: sortedQuantile(draws, high),
      confidence,
      method: corrected === null ? "percentile bootstrap" : "BCa bootstrap",
      resamples,
    },
  };
}

/** In standard deviations; the normal quantile for many rows. */
function expandedReach(rows: number, confidence: number): number {
  if (rows === Number.POSITIVE_INFINITY) return normalQuantile((1 + confidence) / 2);
  return Math.sqrt(rows / (rows - 1)) * studentQuantile((1 + confidence) / 2, rows - 1);
}

function correctedLevels(bootstrapped: Bootstrapped, reach: number): readonly [number, number] | null {
  const { observed, draws, acceleration } = bootstrapped;
  let below = 0;
  for (const draw of draws) below += draw < observed ? 1 : draw === observed ? 0.5 : 0;
  const share = below / draws.length;
  if (!(share > 0 && share < 1)) return null;
  const bias = normalQuantile(share);
  const level = (deviations: number): number => {
    const shifted = bias + deviations;
    return normalUpperTail(-(bias + shifted / (1 - acceleration * shifted)));
  };
  const levels = [level(-reach), level(reach)] as const;
  return levels.every(Number.isFinite) && levels[0] < levels[1] ? levels : null;
}
