import * as z from "zod";
import { RunsColumn, RunsTableRow } from "./runsTableRequests.ts";

const runsOf = { experimentId: z.string(), filter: z.string().default("") };

/** Charts and importances are of at most so many runs, the newest. */
export const mostPoints = 5000;

/** What a parameter is in the best runs. */
export const BestValues = z.discriminatedUnion("of", [
  /** The middle half of the best runs' numbers. */
  z.object({ of: z.literal("range"), low: z.number(), high: z.number() }),
  /** The value that most of them have, and how many have it; null stands for runs that lack the parameter. */
  z.object({ of: z.literal("value"), value: z.string().nullable(), runs: z.number().int() }),
]);
export type BestValues = z.infer<typeof BestValues>;

export const ParameterImportance = z.object({
  key: z.string(),
  /** The part, from 0 to 1, of what all parameters tell that can be told from chance; null where this one can't. */
  share: z.number().nullable(),
  /** That chance alone would show as much, adjusted for the number of parameters. */
  p: z.number(),
  /** Spearman's correlation with the metric itself; null for parameters that are not all numbers. */
  correlation: z.number().nullable(),
  best: BestValues,
});
export type ParameterImportance = z.infer<typeof ParameterImportance>;

export const ImportanceReport = z.object({
  goal: z.enum(["min", "max"]),
  /** How many runs it is told from: those that have a finite value of the metric. */
  runs: z.number().int(),
  /** All that match. */
  total: z.number().int(),
  /** How many of them are the best. */
  best: z.number().int(),
  /** The most important ones first. */
  params: z.array(ParameterImportance),
  /** How many more parameters differ between the runs, which were not looked at. */
  more: z.number().int(),
});
export type ImportanceReport = z.infer<typeof ImportanceReport>;

export const runsChartsRequests = {
  /** Some columns of the newest runs that match. */
  "runs/points": {
    params: z.object({ ...runsOf, columns: z.array(RunsColumn).max(40) }),
    result: z.object({
      runs: z.array(z.object({ id: z.string(), name: z.string(), cells: RunsTableRow.shape.cells })),
      /** All that match. */
      total: z.number().int(),
    }),
  },
  /** Which parameters tell the best runs from the others; why that is not known, where it is not. */
  "runs/importance": {
    params: z.object({
      ...runsOf,
      metric: RunsColumn.options[0],
      /** Which direction is better, where neither a choice nor the metric's name tells. */
      goal: z.enum(["min", "max"]).optional(),
    }),
    result: z.union([ImportanceReport, z.object({ reason: z.string(), needsGoal: z.boolean() })]),
  },
} as const;
