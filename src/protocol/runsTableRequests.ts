import * as z from "zod";
import { MetricValue, RunStatus, RunSummary } from "./entities.ts";
import { mostAveraged } from "./query/parseQuery.ts";
import { RepeatedMetric } from "./repeatsRequests.ts";

export const metricTakes = ["last", "best", "min", "max", "first", "count"] as const;

/** What a column of the runs table shows of each run. */
export const RunsColumn = z.discriminatedUnion("of", [
  /** `best` is the smallest or largest by the metric's goal, and the last where that is not known. */
  z.strictObject({
    of: z.literal("metric"),
    key: z.string(),
    take: z.union([
      z.enum(metricTakes),
      z.strictObject({ at: z.number().int() }),
      z.strictObject({ mean: z.number().int().min(1).max(mostAveraged) }),
    ]),
  }),
  z.strictObject({ of: z.literal("param"), key: z.string() }),
  z.strictObject({ of: z.literal("tag"), key: z.string() }),
  z.strictObject({
    of: z.literal("attribute"),
    name: z.enum(["name", "status", "start_time", "duration", "user", "run_id", "dataset", "commit"]),
  }),
]);
export type RunsColumn = z.infer<typeof RunsColumn>;

export const RunsSort = z.strictObject({ column: RunsColumn, descending: z.boolean() });
export type RunsSort = z.infer<typeof RunsSort>;

export const RunsTableRow = z.object({
  run: RunSummary,
  /** By column. Times are in milliseconds, durations in seconds; null for what the run lacks. */
  cells: z.array(z.union([MetricValue, z.string()]).nullable()),
});
export type RunsTableRow = z.infer<typeof RunsTableRow>;

/** Runs that have some values in common. */
export const RunsGroup = z.object({
  /** By what they are grouped by; null for what its runs lack. */
  values: z.array(z.string().nullable()),
  runs: z.number().int(),
  /** By column the mean over its runs that have a finite value; null where none has. */
  cells: z.array(RepeatedMetric.nullable()),
});
export type RunsGroup = z.infer<typeof RunsGroup>;

const MetricColumn = RunsColumn.options[0];

export const runsTableRequests = {
  /** Some rows of the table, in its order: by the columns in turn, then the newest first. Runs without a value come last. */
  "runs/table": {
    params: z.object({
      experimentId: z.string(),
      /** A query, or words of the name. */
      filter: z.string().default(""),
      columns: z.array(RunsColumn).max(200),
      sort: z.array(RunsSort).max(10).default([]),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(200),
    }),
    result: z.object({
      rows: z.array(RunsTableRow),
      /** All that match. */
      total: z.number().int(),
      byStatus: z.partialRecord(RunStatus, z.number().int()),
    }),
  },
  /** Means over the runs that have parameters or tags in common, the largest groups first. */
  "runs/groups": {
    params: z.object({
      experimentId: z.string(),
      filter: z.string().default(""),
      by: z
        .array(z.discriminatedUnion("of", [RunsColumn.options[1], RunsColumn.options[2]]))
        .min(1)
        .max(10),
      columns: z.array(MetricColumn).max(100),
    }),
    result: z.object({
      groups: z.array(RunsGroup),
      /** Groups that are not told. */
      more: z.number().int(),
    }),
  },
  /** Parameters that have one value in all of the runs: their columns tell nothing apart. None of fewer than two runs. */
  "runs/constants": {
    params: z.object({ experimentId: z.string(), filter: z.string().default("") }),
    result: z.object({ params: z.array(z.string()) }),
  },
} as const;
