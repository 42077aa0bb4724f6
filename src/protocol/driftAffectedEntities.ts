import * as z from "zod";
import { DataUse } from "./datasetEntities.ts";

/** A version whose rows a side of a comparison has, all of them or some. */
export const VersionOfSide = z.object({
  dataset: z.string(),
  number: z.number().int(),
  /** SHA-256 in hexadecimal. */
  hash: z.string(),
  /** At which the code stood when this content was first seen. */
  commit: z.string().nullable(),
  /** In Unix milliseconds. */
  firstSeen: z.number().int(),
});
export type VersionOfSide = z.infer<typeof VersionOfSide>;

/** Whether a run used what it was before, what it is now, or a version between the two. */
export const usedSides = ["current", "between", "reference"] as const;

export const AffectedRun = z.object({
  id: z.string(),
  name: z.string(),
  /** In Unix milliseconds. */
  started: z.number().nullable(),
  /** Of its code; null when none was recorded. */
  commit: z.string().nullable(),
  /** What it used, the current side's first. */
  versions: z.array(z.object({ dataset: z.string(), number: z.number().int(), used: z.enum(usedSides), use: DataUse })),
});
export type AffectedRun = z.infer<typeof AffectedRun>;

/** What is known to have used the data that is compared. */
export const DriftAffected = z.object({
  /** None where the content has not been noted as a version of a data set. */
  versions: z.object({ reference: z.array(VersionOfSide), current: z.array(VersionOfSide) }),
  /** How many versions lie between the two in the order in which they were first seen. */
  between: z.number().int(),
  /** Those that used the current side first, then the newest first; at most 100. */
  runs: z.array(AffectedRun),
  /** How many there are. */
  total: z.number().int(),
});
export type DriftAffected = z.infer<typeof DriftAffected>;
