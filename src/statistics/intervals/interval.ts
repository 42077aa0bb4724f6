import type { Measure } from "../metrics/measure.ts";

/** Where a figure of the whole population lies, most likely. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The share of such intervals that contain the truth: 0.95. */
  readonly confidence: number;
  /** For people. */
  readonly method: string;
  /** Of a bootstrap. */
  readonly resamples?: number;
}

/** An interval, or why none can be given. */
export type IntervalOrReason =
  | { readonly interval: Interval }
  | { readonly interval: null; readonly intervalReason: string };

/** A figure with its interval: what is shown. */
export type Estimate = Measure & IntervalOrReason & { readonly rows: number };

export function noInterval(intervalReason: string): IntervalOrReason {
  return { interval: null, intervalReason };
}

/** A figure beside its interval; what is undefined has none, for the same reason. */
export function estimate(measure: Measure, rows: number, interval: () => IntervalOrReason): Estimate {
  if (measure.value === null) return { ...measure, ...noInterval(measure.reason), rows };
  return { ...measure, ...interval(), rows };
}
