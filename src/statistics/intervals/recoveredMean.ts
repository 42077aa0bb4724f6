import type { Interval } from "./interval.ts";

/** A figure with its own interval, independent of the others. */
export interface Part extends Pick<Interval, "low" | "high"> {
  readonly value: number;
}

/**
 * The interval of the mean of independent figures from theirs: G. Y. Zou & A. Donner, "Construction of confidence limits
 * about effect measures" (2008). Unlike the bootstrap it knows that a class of ten rows, all right, may still have some
 * wrong.
 */
export function recoveredMean(parts: readonly Part[], confidence: number, of: string): Interval {
  const mean = parts.reduce((sum, { value }) => sum + value, 0) / parts.length;
  const below = Math.hypot(...parts.map(({ value, low }) => value - low)) / parts.length;
  const above = Math.hypot(...parts.map(({ value, high }) => high - value)) / parts.length;
  return { low: mean - below, high: mean + above, confidence, method: `Zou and Donner, from ${of} of each class` };
}
