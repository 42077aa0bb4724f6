import type { IntervalOrReason } from "./interval.ts";

/** A figure with its interval, and how surely it is not 0. */
export type Resampled = IntervalOrReason & {
  readonly observed: number;
  /** The two-sided p of the figure being 0, for differences; null without an interval. */
  readonly p: number | null;
};
