import * as z from "zod";
import { CheckSeverity, CheckState } from "./checkEntities.ts";
import { DataSource } from "./dataEntities.ts";
import { RunSummary } from "./entities.ts";
import { FeatureInput } from "./featureEntities.ts";
import { DataProfile } from "./profileEntities.ts";

const count = z.number().int().min(0);
const time = z.number().int();

/** How many checks came to what. */
export const CheckCounts = z.object({ passed: count, failed: count, couldNotRun: count, skipped: count });
export type CheckCounts = z.infer<typeof CheckCounts>;

/** One content that a data set has had. */
export const DatasetVersion = z.object({
  dataset: z.string(),
  /** Counted within the data set from 1, in the order in which they were first seen. */
  number: z.number().int().min(1),
  /** SHA-256 in hexadecimal: of the file, or of its files' hashes. */
  hash: z.string(),
  /** From the workspace's folder where they are in it; at most 100. */
  files: z.array(z.object({ path: z.string(), size: count })),
  fileCount: count,
  bytes: count,
  /** Null as long as nobody has counted them. */
  rows: count.nullable(),
  /** At which the code stood when this content was first seen. */
  commit: z.string().nullable(),
  firstSeen: time,
  lastSeen: time,
  /** Whether a copy of its files is kept. */
  isKept: z.boolean(),
  hasProfile: z.boolean(),
  /** What its last check came to; null when it wasn't checked. */
  counts: CheckCounts.nullable(),
  /** How many runs used it. */
  runs: count,
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

/** What a check of a version came to, without its places. */
export const RecordedOutcome = z.object({
  id: z.string(),
  kind: z.string(),
  column: z.string().nullable(),
  severity: CheckSeverity,
  state: CheckState,
  message: z.string(),
  failing: count.nullable(),
  rows: count.nullable(),
  tolerated: count.nullable(),
});
export type RecordedOutcome = z.infer<typeof RecordedOutcome>;

/** One time that a data set was checked. The same result of the same version again counts as one, with the last time. */
export const RecordedCheck = z.object({
  time,
  milliseconds: z.number(),
  /** The version's number; null when its content wasn't known. */
  version: z.number().int().nullable(),
  rows: count.nullable(),
  counts: CheckCounts,
});
export type RecordedCheck = z.infer<typeof RecordedCheck>;

export const dataUses = ["logged", "config", "hand"] as const;
/** How it is known that a run used a version: `mlflow.log_input`, `usedBy` in tidemark.yaml, or somebody said so. */
export const DataUse = z.object({
  how: z.enum(dataUses),
  /** `mlflow.data.context`: training, eval, …; null when none was said. */
  context: z.string().nullable(),
});
export type DataUse = z.infer<typeof DataUse>;

export const VersionOfRun = z.object({ use: DataUse, version: DatasetVersion });
export type VersionOfRun = z.infer<typeof VersionOfRun>;

/** What a version was made from: the step of a feature, or the rows that a model answered. */
export const VersionLineage = z.object({
  /** The feature's name; of predictions the model's. */
  feature: z.string(),
  inputs: z.array(FeatureInput),
  /** SHA-256 of the step's SQL. */
  sql: z.string().optional(),
  /** SHA-256 of the file of the model whose answers these are. */
  model: z.string().optional(),
  commit: z.string().nullable(),
});
export type VersionLineage = z.infer<typeof VersionLineage>;

export const DatasetVersionDetail = z.object({
  version: DatasetVersion,
  /** How to read what is kept of it; null when nothing is. */
  kept: DataSource.nullable(),
  profile: DataProfile.nullable(),
  check: RecordedCheck.extend({ outcomes: z.array(RecordedOutcome) }).nullable(),
  lineage: VersionLineage.nullable(),
  /** The newest first, at most 200. */
  runs: z.array(z.object({ use: DataUse, run: RunSummary, commit: z.string().nullable() })),
});
export type DatasetVersionDetail = z.infer<typeof DatasetVersionDetail>;

/** A data set that has versions. One that tidemark.yaml doesn't declare is called by its path. */
export const KnownDataset = z.object({
  name: z.string(),
  versions: count,
  runs: count,
  latest: DatasetVersion.nullable(),
  lastCheck: RecordedCheck.nullable(),
});
export type KnownDataset = z.infer<typeof KnownDataset>;
