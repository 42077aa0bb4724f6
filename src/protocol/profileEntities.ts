import * as z from "zod";
import { dataFormats } from "./dataEntities.ts";

const count = z.number().int().min(0);

/** A number that was computed, or estimated where computing it would take long. */
export const Estimated = z.object({ value: z.number(), exact: z.boolean() });
export type Estimated = z.infer<typeof Estimated>;

/** Values from `from` up to below `to`; the last bin holds its upper end too. In seconds since 1970 UTC for dates and times. */
export const HistogramBin = z.object({ from: z.number(), to: z.number(), count });
export type HistogramBin = z.infer<typeof HistogramBin>;

export const Histogram = z.object({
  bins: z.array(HistogramBin),
  /** Values beyond the bins, where a few far ones would leave the others in one bin. */
  below: count,
  above: count,
});
export type Histogram = z.infer<typeof Histogram>;

/** Finite numbers only; null where there is none. */
export const NumberFacts = z.object({
  mean: z.number().nullable(),
  /** With n − 1; null for fewer than two values. */
  stdev: z.number().nullable(),
  zeros: count,
  negatives: count,
  nan: count,
  infinite: count,
  /** Interpolated linearly where exact. */
  quantiles: z.array(z.object({ p: z.number(), value: z.number() })),
  quantilesExact: z.boolean(),
});
export type NumberFacts = z.infer<typeof NumberFacts>;

/** Lengths in Unicode code points. */
export const TextFacts = z.object({
  shortest: count.nullable(),
  longest: count.nullable(),
  meanLength: z.number().nullable(),
  empty: count,
});
export type TextFacts = z.infer<typeof TextFacts>;

export const ColumnProfile = z.object({
  name: z.string(),
  /** In DuckDB's words. */
  type: z.string(),
  kind: z.enum(["number", "time", "text", "boolean", "other"]),
  nulls: count,
  /** Of the values that there are. */
  distinct: Estimated,
  /** As text, in the column's own order; null without values. */
  smallest: z.string().nullable(),
  largest: z.string().nullable(),
  numbers: NumberFacts.nullable(),
  texts: TextFacts.nullable(),
  histogram: Histogram.nullable(),
  /** The most frequent first; null where hardly any value comes twice. */
  top: z.array(z.object({ value: z.string(), count })).nullable(),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

/** Two number columns, over the rows that have finite values of both; null where one is constant. */
export const Correlation = z.object({
  a: z.string(),
  b: z.string(),
  /** Pearson's coefficient. */
  r: z.number().nullable(),
  /** Spearman's. Profiles that were kept before it was computed lack it. */
  rho: z.number().nullable().default(null),
});
export type Correlation = z.infer<typeof Correlation>;

export const DataProfile = z.object({
  format: z.enum(dataFormats),
  files: z.array(z.string()),
  rows: count,
  columns: z.array(ColumnProfile),
  /** Rows that equal an earlier one, by a hash of 64 bits. */
  duplicateRows: count,
  /** Which columns lack a value together, the most frequent first; rows without a null are the pattern without columns. */
  missing: z.array(z.object({ columns: z.array(z.string()), rows: count })),
  /** How the first 24 number columns go together in pairs. */
  correlations: z.array(Correlation),
  /** Spearman's coefficients are over so many rows: all, or a sample of a longer table. */
  rankedRows: count.default(0),
  milliseconds: z.number(),
});
export type DataProfile = z.infer<typeof DataProfile>;
