import * as z from "zod";

/** Where a figure of the whole population lies, most likely. */
export const MetricInterval = z.object({
  low: z.number(),
  high: z.number(),
  /** The share of such intervals that contain the truth: 0.95. */
  confidence: z.number().gt(0).lt(1),
  /** For people: "Wilson", "DeLong, on the logit scale", "BCa bootstrap". */
  method: z.string(),
  /** Of a bootstrap. */
  resamples: z.number().int().optional(),
});
export type MetricInterval = z.infer<typeof MetricInterval>;

/** One figure about a model, as `src/statistics` computes it; a figure that can't be computed says why. */
export const MetricFigure = z.object({
  name: z.string(),
  value: z.number().nullable(),
  /** Completes "undefined because …" where there is no value. */
  reason: z.string().optional(),
  /** What a reader has to know to understand the value. */
  note: z.string().optional(),
  /** Null where none can be given; then `intervalReason` says why. */
  interval: MetricInterval.nullable(),
  intervalReason: z.string().optional(),
  /** The rows it was computed from. */
  rows: z.number().int().nonnegative(),
});
export type MetricFigure = z.infer<typeof MetricFigure>;
