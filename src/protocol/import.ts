import * as z from "zod";
import { Credentials } from "./remote.ts";

const count = z.number().int().min(0);

/** Whose records can be imported. */
export const ImportKind = z.enum([
  "mlruns",
  "mlflowDatabase",
  "mlflowServer",
  "wandb",
  "tensorboard",
  "dvclive",
  "csv",
]);
export type ImportKind = z.infer<typeof ImportKind>;

/** Records of one kind that were found at a place. */
export const ImportCandidate = z.object({
  kind: ImportKind,
  /** An absolute path, or a server's address. */
  place: z.string(),
  /** How many runs there are; null when only reading tells. */
  runs: count.nullable(),
});
export type ImportCandidate = z.infer<typeof ImportCandidate>;

/** Where to look: an absolute path of the engine's computer, or a server's address with what it wants to know. */
export const ImportPlace = z.object({ place: z.string().min(1), credentials: Credentials.optional() });
export type ImportPlace = z.infer<typeof ImportPlace>;

export const ImportRequest = ImportPlace.extend({
  kind: ImportKind,
  /** The name of the experiment that all runs go to, whatever theirs is called. */
  experiment: z.string().min(1).optional(),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

/** What was written so far. */
export const ImportCounts = z.object({
  experimentsCreated: count,
  runsNew: count,
  runsUpdated: count,
  runsUnchanged: count,
  points: count,
  artifacts: count,
  bytes: count,
  loggedModels: count,
  modelVersions: count,
});
export type ImportCounts = z.infer<typeof ImportCounts>;

export const ImportProgress = z.object({
  /** Runs that are done, unchanged ones included. */
  runsDone: count,
  /** Of how many; null when that is not known. */
  runs: count.nullable(),
  written: ImportCounts,
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/** Something that was not taken over, while the rest was. */
export const SkippedItem = z.object({
  /** Where it stands in the source. */
  place: z.string(),
  reason: z.string(),
});
export type SkippedItem = z.infer<typeof SkippedItem>;

export const ImportSummary = z.object({
  written: ImportCounts,
  skipped: z.array(SkippedItem),
  /** What was skipped beyond the first thousand is only counted. */
  skippedCount: count,
});
export type ImportSummary = z.infer<typeof ImportSummary>;
