import * as z from "zod";
import { MetricGoal } from "./entities.ts";

const count = z.number().int().nonnegative();
const interval = z.object({ low: z.number(), high: z.number(), confidence: z.number(), method: z.string() }).nullable();

/** A metric's mean over the runs of a group that have a finite value of it. */
export const RepeatedMetric = z.object({
  n: count,
  mean: z.number(),
  interval,
  /** Why there is no interval. */
  intervalReason: z.string().optional(),
});

/** A group against the baseline's: its mean minus the other. */
export const RepeatsVerdict = z.object({
  difference: z.number(),
  interval,
  intervalReason: z.string().optional(),
  /** Of the baseline's mean, with the ends of its interval; null where that mean is too near to 0. */
  relative: z.object({ share: z.number(), interval }).nullable(),
  p: z.number().nullable(),
  /** By Holm's method over all groups and metrics. */
  adjustedP: z.number().nullable(),
  /** "higher" and "lower" of a metric whose better direction is unknown. */
  outcome: z.enum(["better", "worse", "higher", "lower", "no difference shown", "can't tell"]),
});
export type RepeatsVerdict = z.infer<typeof RepeatsVerdict>;

export const Repeats = z.object({
  /** The baseline first, then by the first run of each. */
  groups: z.array(
    z.object({
      runIds: z.array(z.string()),
      /** Of the parameters that tell groups apart. */
      params: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
    }),
  ),
  /** Parameters that differ between the runs, and whether they only repeat. */
  differing: z.array(z.object({ key: z.string(), repeats: z.boolean() })),
  metrics: z.array(
    z.object({
      key: z.string(),
      goal: MetricGoal,
      /** By group; null where no run of it has a finite value. */
      cells: z.array(RepeatedMetric.nullable()),
      /** By group; null for the baseline and where one of both has no value. */
      verdicts: z.array(RepeatsVerdict.nullable()),
      /** Runs without a finite value. */
      leftOut: count,
    }),
  ),
});
export type Repeats = z.infer<typeof Repeats>;

export const repeatsRequests = {
  /** Runs of the same parameters as repeats of each other: means with intervals, and how the groups compare. */
  "runs/repeats": {
    params: z.object({
      runIds: z.array(z.string()).min(1).max(50),
      statistic: z.enum(["best", "last", "min", "max"]),
      /** Parameters that only repeat, such as a seed; by their names when null. */
      repeating: z.array(z.string()).nullable(),
      /** A run of the baseline's group; the first when left out. */
      baseline: z.string().optional(),
    }),
    result: Repeats,
  },
} as const;
