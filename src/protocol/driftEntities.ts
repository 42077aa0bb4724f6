import * as z from "zod";
import { DataSource, dataFormats } from "./dataEntities.ts";
import { DriftAffected } from "./driftAffectedEntities.ts";

/** What is said about a change: see docs/data-drift.md. */
export const driftVerdicts = ["drift", "no drift", "too small to tell"] as const;
export const DriftVerdict = z.enum(driftVerdicts);
export type DriftVerdict = z.infer<typeof DriftVerdict>;

/** A change is drift when it is significant after Benjamini–Hochberg and at least as large as the smallest that matters. */
export const DriftRule = z.object({
  /** The false discovery rate. */
  significance: z.number().gt(0).lt(1).default(0.05),
  /** The smallest change that matters, from 0 to 1: see `DriftAspect.effect`. */
  effect: z.number().gt(0).max(1).default(0.1),
  /** With which probability a change of that size has to be found before its absence is claimed. */
  power: z.number().gt(0).lt(1).default(0.8),
});
export type DriftRule = z.infer<typeof DriftRule>;

/** A number that may be beyond what JSON holds: null, and then the note says why. */
export const DriftMeasure = z.object({
  name: z.string(),
  value: z.number().nullable(),
  p: z.number().optional(),
  /** Where the value lies for sure, when it was computed from bins. */
  between: z.tuple([z.number(), z.number()]).optional(),
  note: z.string().optional(),
});
export type DriftMeasure = z.infer<typeof DriftMeasure>;

/** One thing that was judged about a column, or about all together. */
export const DriftAspect = z.object({
  of: z.enum(["values", "missing values", "text length", "rows told apart", "relations of columns"]),
  test: z.string(),
  /** Between 0 and 1; its meaning stands in `effectName`. */
  effect: z.number(),
  effectName: z.string(),
  /** The smallest that matters here. */
  minimumEffect: z.number(),
  p: z.number(),
  /** After Benjamini–Hochberg over all aspects of the comparison. */
  adjustedP: z.number(),
  /** The smallest effect that so many rows are sure to show; null where none is. */
  detectable: z.number().nullable(),
  verdict: DriftVerdict,
});
export type DriftAspect = z.infer<typeof DriftAspect>;

const Pair = z.object({ reference: z.number(), current: z.number() });

/** Shares of the rows with a value between neighbouring edges; below the first and above the last, in `below` and `above`. */
export const DriftHistogram = z.object({
  edges: z.array(z.number()),
  reference: z.array(z.number()),
  current: z.array(z.number()),
  below: Pair,
  above: Pair,
});
export type DriftHistogram = z.infer<typeof DriftHistogram>;

export const DriftCategory = z.object({ label: z.string(), reference: z.number().int(), current: z.number().int() });
export type DriftCategory = z.infer<typeof DriftCategory>;

const NumericView = z.object({
  /** Dates and times are in seconds since 1970, in UTC. */
  isTime: z.boolean(),
  histogram: DriftHistogram.nullable(),
  quantiles: z.array(Pair.extend({ probability: z.number() })),
});
export type NumericView = z.infer<typeof NumericView>;

const CategoryView = z.object({
  /** The commonest in both together. */
  top: z.array(DriftCategory),
  /** All rows with a category that `top` lacks. */
  others: Pair,
  /** Categories that only one side has, the commonest first. */
  appeared: z.array(DriftCategory),
  vanished: z.array(DriftCategory),
  appearedCount: z.number().int(),
  vanishedCount: z.number().int(),
});
export type CategoryView = z.infer<typeof CategoryView>;

/** In the order in which they are shown. */
export const driftRoles = ["label", "prediction", "feature"] as const;

export const DriftColumn = z.object({
  name: z.string(),
  /** DuckDB's word for the reference's type. */
  type: z.string(),
  kind: z.enum(["numbers", "categories", "text"]),
  role: z.enum(driftRoles),
  verdict: DriftVerdict,
  /** The largest first. */
  aspects: z.array(DriftAspect),
  measures: z.array(DriftMeasure),
  /** Rows that have no value (null, or NaN). */
  missing: Pair,
  /** How the numbers were taken: exactly, or from bins. */
  computed: z.string(),
  numbers: NumericView.nullable(),
  categories: CategoryView.nullable(),
});
export type DriftColumn = z.infer<typeof DriftColumn>;

export const DriftSideFacts = z.object({
  label: z.string(),
  format: z.enum(dataFormats),
  files: z.array(z.string()),
  rows: z.number().int(),
  /** How a table shows these rows; null unless they are all in one local file. */
  table: z
    .object({
      source: DataSource,
      /** A SELECT over `data`; null for all rows. */
      query: z.string().nullable(),
    })
    .nullable(),
});
export type DriftSideFacts = z.infer<typeof DriftSideFacts>;

/** All columns together. */
export const DriftMultivariate = z.object({
  aspects: z.array(DriftAspect),
  classifier: z
    .object({
      /** How well a model tells the sides apart: 0.5 is not at all, 1 always. */
      auc: z.number(),
      interval: z.tuple([z.number(), z.number()]),
      /** The columns it used most, and how much of its gain each brought. */
      importance: z.array(z.object({ column: z.string(), share: z.number() })),
    })
    .nullable(),
  components: z
    .object({
      kept: z.number().int(),
      of: z.number().int(),
      /** The median error of a row, in standard deviations of a column. */
      error: Pair,
    })
    .nullable(),
  /** Rows that were looked at. */
  sample: Pair,
  /** What could not be computed, and why. */
  notes: z.array(z.string()),
});
export type DriftMultivariate = z.infer<typeof DriftMultivariate>;

export const DriftReport = z.object({
  reference: DriftSideFacts,
  current: DriftSideFacts,
  /** A condition that holds on both sides. */
  slice: z.string().nullable(),
  rule: DriftRule,
  /** How many aspects were judged together. */
  judged: z.number().int(),
  verdict: DriftVerdict,
  /** Label and prediction, then the features: of each those with drift first, then by effect. */
  columns: z.array(DriftColumn),
  schema: z.object({
    /** Columns of the current side alone. */
    appeared: z.array(z.string()),
    /** Columns of the reference alone: drift. */
    vanished: z.array(z.string()),
    /** Columns whose types can't be compared: drift. */
    changed: z.array(z.object({ name: z.string(), reference: z.string(), current: z.string() })),
  }),
  /** Columns that were not compared, and why. */
  leftOut: z.array(z.object({ name: z.string(), reason: z.string() })),
  multivariate: DriftMultivariate.nullable(),
  /** Null where the store was not asked: the data process does not know of runs. */
  affected: DriftAffected.nullable(),
});
export type DriftReport = z.infer<typeof DriftReport>;
