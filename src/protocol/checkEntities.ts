import * as z from "zod";

const count = z.number().int().min(0);
const Position = z.object({ line: count, character: count });

/** In a text as editors count: lines and UTF-16 characters from 0, the end excluded. */
export const TextRange = z.object({ start: Position, end: Position });
export type TextRange = z.infer<typeof TextRange>;

/** Something declared, where it stands. */
export const DeclaredAt = z.object({ file: z.string(), range: TextRange });
export type DeclaredAt = z.infer<typeof DeclaredAt>;

export const CheckSeverity = z.enum(["error", "warning", "information"]);
export type CheckSeverity = z.infer<typeof CheckSeverity>;

/** `skipped`: there was nothing to look at, such as an optional column that isn't there. */
export const CheckState = z.enum(["passed", "failed", "couldNotRun", "skipped"]);
export type CheckState = z.infer<typeof CheckState>;

/** Where a check failed. What is null isn't known, or isn't one thing. */
export const CheckPlace = z.object({
  /** An absolute path, or an address. */
  file: z.string().nullable(),
  /** Within its file, from 1; a header isn't counted. */
  record: z.number().int().min(1).nullable(),
  column: z.string().nullable(),
  /** The value as the file has it, cut where it is long; null for a null. */
  value: z.string().nullable(),
  /** In files that are text. */
  range: TextRange.nullable(),
});
export type CheckPlace = z.infer<typeof CheckPlace>;

/** How many places an outcome holds at most. */
export const mostPlaces = 20;

export const CheckOutcome = z.object({
  /** The check's identity: `customers/columns/age/max`. */
  id: z.string(),
  dataset: z.string(),
  kind: z.string(),
  column: z.string().nullable(),
  severity: CheckSeverity,
  state: CheckState,
  /** For people: what was found and what would be right, or why it could not run. */
  message: z.string(),
  /** How many rows (for some checks: values, columns, files) fail; null where that can't be counted. */
  failing: count.nullable(),
  /** Of how many that the check looked at. */
  rows: count.nullable(),
  /** How many of them may fail. */
  tolerated: count.nullable(),
  /** The first ones, in the order of the rows. */
  places: z.array(CheckPlace).max(mostPlaces),
  declaredAt: DeclaredAt,
});
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** A file as it was when it was read. */
export const DataFile = z.object({
  path: z.string(),
  /** In bytes; null for what isn't a local file. */
  size: count.nullable(),
  /** Unix milliseconds. */
  modified: z.number().nullable(),
});
export type DataFile = z.infer<typeof DataFile>;

/** What checking a data set came to. */
export const DatasetReport = z.object({
  dataset: z.string(),
  declaredAt: DeclaredAt,
  files: z.array(DataFile),
  /** Null when the data set can't be read. */
  rows: count.nullable(),
  milliseconds: z.number().min(0),
  /** In the order of the configuration. */
  outcomes: z.array(CheckOutcome),
  counts: z.record(CheckState, count),
});
export type DatasetReport = z.infer<typeof DatasetReport>;

/** Something wrong in the configuration. */
export const DeclarationProblem = z.object({
  message: z.string(),
  severity: CheckSeverity,
  range: TextRange,
  /** What it is about, `customers/columns/age/max` or just `customers`; empty for the whole file. */
  path: z.string(),
});
export type DeclarationProblem = z.infer<typeof DeclarationProblem>;

/** The configuration that was read. */
export const DeclarationFile = z.object({
  /** Its absolute path; null when the workspace has none. */
  file: z.string().nullable(),
  problems: z.array(DeclarationProblem),
});
export type DeclarationFile = z.infer<typeof DeclarationFile>;

export const CheckReport = z.object({ config: DeclarationFile, datasets: z.array(DatasetReport) });
export type CheckReport = z.infer<typeof CheckReport>;

/** A data set that the configuration declares. */
export const DeclaredDataset = z.object({
  name: z.string(),
  declaredAt: DeclaredAt,
  /** As the configuration names them: paths from the workspace's folder, globs, folders or addresses. */
  paths: z.array(z.string()),
  /** Those there are at the moment. */
  files: z.array(DataFile),
  /** Why its files can't be found. */
  problem: z.string().nullable(),
});
export type DeclaredDataset = z.infer<typeof DeclaredDataset>;
