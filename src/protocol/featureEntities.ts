import * as z from "zod";

/** A version of a data set or feature, as an input of another. */
export const FeatureInput = z.object({
  name: z.string(),
  kind: z.enum(["dataset", "feature"]),
  /** SHA-256 of its content in hexadecimal: of its file, or of its files' hashes. */
  content: z.string(),
});
export type FeatureInput = z.infer<typeof FeatureInput>;

/** One result of a feature's step, and what it was made from. */
export const FeatureVersion = z.object({
  feature: z.string(),
  /** Tells this result from others: SHA-256 of the step's SQL, the inputs' contents and DuckDB's version. */
  key: z.string(),
  /** SHA-256 of the result's file. */
  content: z.string(),
  /** SHA-256 of the step's SQL. */
  sql: z.string(),
  inputs: z.array(FeatureInput),
  rows: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Of the code, when it was built; null where there is none. */
  commit: z.string().nullable(),
  /** Milliseconds since 1970 UTC. */
  builtAt: z.number().int(),
  /** How long the step took, in milliseconds. */
  took: z.number(),
  duckdb: z.string(),
});
export type FeatureVersion = z.infer<typeof FeatureVersion>;

export const FeatureState = z.object({
  name: z.string(),
  /** From the workspace's folder. */
  output: z.string(),
  kind: z.enum(["sql", "pointInTime"]),
  inputs: z.array(z.string()),
  /** `stale` when its inputs or its step have changed since it was built. */
  state: z.enum(["current", "stale", "never built", "broken"]),
  /** What has changed, or what is wrong. */
  reason: z.string().nullable(),
  version: FeatureVersion.nullable(),
});
export type FeatureState = z.infer<typeof FeatureState>;

export const BuiltFeature = z.object({
  name: z.string(),
  output: z.string(),
  outcome: z.enum(["built", "unchanged", "failed", "skipped"]),
  /** Why it failed or was skipped. */
  reason: z.string().nullable(),
  version: FeatureVersion.nullable(),
  /** What a user should know, such as a function whose result differs from time to time. */
  warnings: z.array(z.string()),
});
export type BuiltFeature = z.infer<typeof BuiltFeature>;

export const sqlDialects = ["duckdb", "postgresql", "spark", "trino"] as const;
export const SqlDialect = z.enum(sqlDialects);
export type SqlDialect = z.infer<typeof SqlDialect>;

/** A feature as one query for another engine. */
export const PrintedFeature = z.object({
  sql: z.string(),
  /** Data sets that the query reads as tables. */
  tables: z.array(z.string()),
  /** What means something else there, or does not exist. */
  differences: z.array(z.object({ feature: z.string(), what: z.string(), advice: z.string() })),
});
export type PrintedFeature = z.infer<typeof PrintedFeature>;
