import * as z from "zod";
import { nothing } from "./contract.ts";
import { DataSource } from "./dataEntities.ts";
import { DriftReport, DriftRule } from "./driftEntities.ts";
import { DriftBySlice, DriftOverTime, driftSteps } from "./driftPartEntities.ts";

/** Rows to compare: a source's, or a data set's of tidemark.yaml; all of them, or some. */
export const DriftSide = z.object({
  of: z.union([
    z.object({ source: DataSource }),
    /** A version by its number, hash, `latest` or `previous`. The engine says where the copy of its files is. */
    z.object({
      dataset: z.string(),
      version: z.string(),
      part: z.enum(["train", "test"]).optional(),
      source: DataSource.optional(),
    }),
    z.strictObject({ dataset: z.string(), part: z.enum(["train", "test"]).optional() }),
  ]),
  /** Rows from a time on and before another, by a column: the data set's `time` when left out. */
  window: z
    .object({ column: z.string().optional(), from: z.string().optional(), before: z.string().optional() })
    .optional(),
  /** A condition in DuckDB's SQL. */
  where: z.string().optional(),
  /** How it is called in the report; by its files when left out. */
  label: z.string().optional(),
});
export type DriftSide = z.infer<typeof DriftSide>;

export const DriftQuestion = z.object({
  reference: DriftSide,
  current: DriftSide,
  /** Columns to compare; all but keys, time and split of a data set when left out. */
  columns: z.array(z.string()).optional(),
  /** A condition that holds on both sides. */
  slice: z.string().optional(),
  label: z.string().optional(),
  prediction: z.string().optional(),
  rule: DriftRule.prefault({}),
  /** Whether all columns are looked at together, too. */
  multivariate: z.boolean().default(true),
});
export type DriftQuestion = z.infer<typeof DriftQuestion>;

/** The same, for each of the current side's windows of time. */
export const DriftOverTimeQuestion = DriftQuestion.extend({ every: z.enum(driftSteps) });
export type DriftOverTimeQuestion = z.infer<typeof DriftOverTimeQuestion>;

/** The same, for the rows of each value of a column. */
export const DriftBySliceQuestion = DriftQuestion.extend({ by: z.string() });
export type DriftBySliceQuestion = z.infer<typeof DriftBySliceQuestion>;

export const DriftProgress = z.object({ doing: z.string(), done: z.number().int(), of: z.number().int() });
export type DriftProgress = z.infer<typeof DriftProgress>;

/** Answered by the data process. */
export const driftRequests = {
  /** The data sets of the workspace's configuration that can be compared. */
  "data/driftChoices": {
    params: nothing,
    result: z.object({
      datasets: z.array(z.object({ name: z.string(), hasSplit: z.boolean(), hasTime: z.boolean() })),
    }),
  },
  "data/drift": { params: DriftQuestion, result: DriftReport, progress: DriftProgress },
  "data/driftOverTime": { params: DriftOverTimeQuestion, result: DriftOverTime, progress: DriftProgress },
  "data/driftBySlice": { params: DriftBySliceQuestion, result: DriftBySlice, progress: DriftProgress },
};
export type DriftContract = { readonly requests: typeof driftRequests; readonly events: Record<never, never> };
