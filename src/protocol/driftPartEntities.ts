import * as z from "zod";
import { DriftRule, DriftVerdict } from "./driftEntities.ts";

/** What came of a column in one part of the rows. */
export const DriftPartColumn = z.object({
  name: z.string(),
  verdict: DriftVerdict,
  /** Of the weightiest aspect; null where there were no values to compare. */
  effect: z.number().nullable(),
  minimumEffect: z.number().nullable(),
  adjustedP: z.number().nullable(),
});
export type DriftPartColumn = z.infer<typeof DriftPartColumn>;

/** A window of time of the current side, compared with the reference. */
export const DriftWindow = z.object({
  /** Its first day, and the first one after it. */
  from: z.string(),
  before: z.string(),
  rows: z.number().int(),
  verdict: DriftVerdict,
  columns: z.array(DriftPartColumn),
});
export type DriftWindow = z.infer<typeof DriftWindow>;

export const driftSteps = ["day", "week", "month"] as const;

export const DriftOverTime = z.object({
  column: z.string(),
  every: z.enum(driftSteps),
  /** For all windows together. */
  rule: DriftRule,
  windows: z.array(DriftWindow),
});
export type DriftOverTime = z.infer<typeof DriftOverTime>;

/** The rows of both sides that have one value of a column. */
export const DriftSlice = z.object({
  /** Null for rows without one. */
  value: z.string().nullable(),
  rows: z.object({ reference: z.number().int(), current: z.number().int() }),
  verdict: DriftVerdict,
  columns: z.array(DriftPartColumn),
});
export type DriftSlice = z.infer<typeof DriftSlice>;

export const DriftBySlice = z.object({
  column: z.string(),
  /** For all slices together. */
  rule: DriftRule,
  /** The commonest values first. */
  slices: z.array(DriftSlice),
  /** How many rarer values were not compared. */
  others: z.number().int(),
});
export type DriftBySlice = z.infer<typeof DriftBySlice>;
