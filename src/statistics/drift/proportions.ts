import { chiSquaredUpperTail } from "../special/chiSquared.ts";
import { normalQuantile } from "../special/normal.ts";
import { fisherExact } from "./fisherExact.ts";
import type { Proportion } from "./proportion.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval for a proportion; everything when there are no rows. */
export function wilsonInterval({ count, size }: Proportion, confidence = 0.95): Interval {
  if (size === 0) return { low: 0, high: 1 };
  const z2 = normalQuantile((1 + confidence) / 2) ** 2;
  const middle = (count + z2 / 2) / (size + z2);
  const half = Math.sqrt(z2 * ((count * (size - count)) / size + z2 / 4)) / (size + z2);
  return {
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === size ? 1 : Math.min(1, middle + half),
  };
}

export interface RateChange {
  /** The current share minus the reference's. */
  readonly difference: number;
  /** Newcombe's hybrid score interval for the difference. */
  readonly interval: Interval;
  readonly p: number;
  readonly method: "chi-squared" | "Fisher's exact";
}

/** Below this expected count in any cell the chi-squared approximation is left for the exact test. */
const leastExpected = 5;

/**
 * Whether a share, such as that of missing values, has changed. Interval: R. G. Newcombe, "Interval estimation for the
 * difference between independent proportions", method 10 (1998). Test: chi-squared without continuity
 * correction, or Fisher's exact where an expected count is below five.
 * @returns null when a sample has no rows
 */
export function rateChange(reference: Proportion, current: Proportion, confidence = 0.95): RateChange | null {
  if (reference.size === 0 || current.size === 0) return null;
  const p = reference.count / reference.size;
  const q = current.count / current.size;
  const difference = q - p;
  const before = wilsonInterval(reference, confidence);
  const after = wilsonInterval(current, confidence);
  const interval = {
    low: Math.max(-1, difference - Math.hypot(q - after.low, before.high - p)),
    high: Math.min(1, difference + Math.hypot(after.high - q, p - before.low)),
  };
  return { difference, interval, ...testOfRates(reference, current) };
}

function testOfRates(a: Proportion, b: Proportion): Pick<RateChange, "p" | "method"> {
  const size = a.size + b.size;
  const count = a.count + b.count;
  const rarest = (Math.min(count, size - count) * Math.min(a.size, b.size)) / size;
  if (rarest < leastExpected) return { p: fisherExact(a, b), method: "Fisher's exact" };
  const statistic = ((a.count * b.size - b.count * a.size) ** 2 * size) / (a.size * b.size * count * (size - count));
  return { p: chiSquaredUpperTail(statistic, 1), method: "chi-squared" };
}
