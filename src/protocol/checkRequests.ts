import * as z from "zod";
import { CheckReport, DeclarationFile, DeclarationProblem, DeclaredDataset, TextRange } from "./checkEntities.ts";

const count = z.number().int().min(0);

/** How far checking is. */
export const CheckProgress = z.object({
  dataset: z.string(),
  /** What is looked at, in a few words. */
  step: z.string(),
  /** Of all that was asked for, from 0 to 1. */
  share: z.number().min(0).max(1),
});
export type CheckProgress = z.infer<typeof CheckProgress>;

export const FailingRow = z.object({
  file: z.string().nullable(),
  record: z.number().int().min(1).nullable(),
  values: z.array(z.string().nullable()),
  /** Of the value that fails, in files that are text. */
  range: TextRange.nullable(),
});
export type FailingRow = z.infer<typeof FailingRow>;

export const FailingRows = z.object({
  columns: z.array(z.string()),
  rows: z.array(FailingRow),
  /** All that fail now. */
  total: count,
});
export type FailingRows = z.infer<typeof FailingRows>;

/** Versions of data sets by their names, the one seen last first. The engine adds them to what clients ask. */
export const KnownVersions = z.record(z.string(), z.array(z.object({ number: z.number().int(), hash: z.string() })));
export type KnownVersions = z.infer<typeof KnownVersions>;

/** What is asked about contracts. The data process reads the workspace's tidemark.yaml, tidemark.yml or tidemark.json itself. */
export const checkRequests = {
  /** Which data sets there are, and in which files. */
  "data/datasets": {
    params: z.object({}),
    result: z.object({ config: DeclarationFile, datasets: z.array(DeclaredDataset) }),
  },
  /** What is wrong in a configuration's text, saved or not. */
  "data/configProblems": {
    params: z.object({ text: z.string(), fileName: z.string() }),
    result: z.object({ problems: z.array(DeclarationProblem) }),
  },
  /** Checks data sets: all when nothing is named. */
  "data/check": {
    params: z.object({
      datasets: z.array(z.string()).optional(),
      /** Absolute paths: only the data sets that these files belong to. */
      files: z.array(z.string()).optional(),
      versions: KnownVersions.optional(),
    }),
    result: CheckReport,
    progress: CheckProgress,
  },
  /** The rows that fail a check at the moment, page by page. */
  "data/failingRows": {
    params: z.object({
      /** The check's identity. */
      check: z.string(),
      offset: count.default(0),
      limit: z.number().int().min(1).max(1000).default(100),
      versions: KnownVersions.optional(),
    }),
    result: FailingRows,
  },
};
