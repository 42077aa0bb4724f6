import type { IntervalOrReason } from "../intervals/interval.ts";

/** Two models on the same rows, by one metric. */
export type Comparison = IntervalOrReason & {
  readonly first: number;
  readonly second: number;
  /** The second's figure minus the first's; the interval is its. */
  readonly difference: number;
  /** The probability of a difference at least as large if there were none; null where it can't be computed. */
  readonly p: number | null;
  readonly test: string;
  readonly rows: number;
};
