import * as z from "zod";

export const dataFormats = ["csv", "tsv", "jsonl", "json", "parquet", "arrow", "sqlite", "postgresql"] as const;
export type DataFormat = (typeof dataFormats)[number];

/** Where rows are and how to read them, as `tidemark.yaml` says it. What is left out follows from the files. */
export const DataSource = z.object({
  /** Paths from the workspace's folder, globs, folders or addresses. */
  paths: z.array(z.string()).min(1),
  format: z.enum(dataFormats).optional(),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  encoding: z.enum(["utf-8", "utf-16", "latin-1"]).optional(),
  header: z.boolean().optional(),
  /** Texts that stand for null. */
  nulls: z.array(z.string()).optional(),
  /** Of a database. */
  table: z.string().optional(),
  partitioned: z.enum(["hive"]).optional(),
});
export type DataSource = z.infer<typeof DataSource>;

/** A column as its file or the reader's guess has it; `type` in DuckDB's words. */
export const DataColumn = z.object({ name: z.string(), type: z.string() });
export type DataColumn = z.infer<typeof DataColumn>;

export const DataDescription = z.object({
  format: z.enum(dataFormats),
  /** Absolute paths, or addresses. */
  files: z.array(z.string()),
  columns: z.array(DataColumn),
  rows: z.number().int(),
});
export type DataDescription = z.infer<typeof DataDescription>;
