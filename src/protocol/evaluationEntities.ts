import * as z from "zod";
import { DriftSide } from "./driftRequests.ts";
import { Histogram } from "./profileEntities.ts";

export const evaluationTasks = ["binary", "multiclass", "multilabel", "regression", "ranking", "similarity"] as const;
export type EvaluationTask = (typeof evaluationTasks)[number];

/** A text column as numbers; a value that the map lacks becomes `unknown`, or its row is left out. */
export const CategoryInput = z.strictObject({
  column: z.string().min(1),
  map: z.record(z.string(), z.number()),
  unknown: z.number().optional(),
});
export type CategoryInput = z.infer<typeof CategoryInput>;

/** So many numbers of a column of lists, or of texts that list numbers, such as token ids or an embedding. */
export const ListInput = z.strictObject({
  list: z.string().min(1),
  length: z.number().int().min(1).max(4096),
  /** Stands for what a shorter list lacks; its rows are left out without it. */
  pad: z.number().optional(),
  /** Of a longer list the first numbers count; its rows are left out without it. */
  truncate: z.boolean().default(false),
});
export type ListInput = z.infer<typeof ListInput>;

/** 1 where a column of lists has a number, 0 where it is padded. */
export const MaskInput = z.strictObject({ mask: z.string().min(1), length: z.number().int().min(1).max(4096) });
export type MaskInput = z.infer<typeof MaskInput>;

const perChannel = z.union([z.number(), z.array(z.number()).min(1).max(3)]);

/** A column of paths of PNG and JPEG files, which never lead out of the workspace. */
export const ImageInput = z.strictObject({
  image: z.string().min(1),
  /** That the paths go from, within the workspace; the workspace itself when left out. */
  folder: z.string().optional(),
  /** What the model's input leaves open of these four has to be given. */
  width: z.number().int().min(1).max(4096).optional(),
  height: z.number().int().min(1).max(4096).optional(),
  channels: z.enum(["rgb", "gray"]).optional(),
  layout: z.enum(["nchw", "nhwc"]).optional(),
  /** The shorter side becomes this long and the middle is cut out; the image is stretched without it. */
  resize: z.number().int().min(1).max(4096).optional(),
  /** value = (byte · scale − mean) ÷ std; 1/255, of an input of bytes 1, when left out. */
  scale: z.number().optional(),
  mean: perChannel.optional(),
  std: perChannel.optional(),
});
export type ImageInput = z.infer<typeof ImageInput>;

/** What an input of a model is made of: columns side by side, in this order, the numbers of a list, or an image. */
export const InputColumns = z.union([
  z.array(z.union([z.string().min(1), CategoryInput])).min(1),
  CategoryInput,
  ListInput,
  MaskInput,
  ImageInput,
]);
export type InputColumns = z.infer<typeof InputColumns>;

/** The figures of each task, by the names that scikit-learn's users know. */
export const evaluationMetrics = {
  binary: [
    "roc_auc",
    "average_precision",
    "accuracy",
    "balanced_accuracy",
    "precision",
    "recall",
    "f1",
    "mcc",
    "log_loss",
    "brier",
    "calibration_error",
  ],
  multiclass: [
    "accuracy",
    "balanced_accuracy",
    "mcc",
    "macro_precision",
    "macro_recall",
    "macro_f1",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "roc_auc_ovr",
    "roc_auc_ovo",
    "log_loss",
    "brier",
  ],
  multilabel: ["subset_accuracy", "micro_f1", "macro_f1", "samples_f1", "hamming_loss", "lrap"],
  regression: ["mae", "rmse", "r2", "median_absolute_error", "mape", "mean_error", "max_error"],
  /** At the cut-off k. */
  ranking: ["ndcg_at_k", "map", "mrr", "precision_at_k", "recall_at_k", "hit_rate_at_k"],
  /** The last two where the label is 0 or 1. */
  similarity: ["spearman", "pearson", "roc_auc", "average_precision"],
} as const satisfies Readonly<Record<EvaluationTask, readonly string[]>>;

/** What a model has to reach. */
export const EvaluationGate = z.union([
  z.strictObject({
    metric: z.string().min(1),
    min: z.number().optional(),
    max: z.number().optional(),
    /** Of the interval that end, or the value itself. */
    by: z.enum(["value", "low", "high"]).default("value"),
  }),
  /** With the interval's confidence, no worse than the other model by more than a margin. */
  z.strictObject({ metric: z.string().min(1), against: z.literal("baseline"), margin: z.number().min(0).default(0) }),
]);
export type EvaluationGate = z.infer<typeof EvaluationGate>;

export const EvaluationGateOutcome = z.object({
  gate: EvaluationGate,
  /** Such as `roc_auc (low end) at least 0.8`. */
  title: z.string(),
  /** What can't be judged does not pass. */
  verdict: z.enum(["passed", "failed", "unknown"]),
  /** The figure that decides, or why there is none. */
  words: z.string(),
});
export type EvaluationGateOutcome = z.infer<typeof EvaluationGateOutcome>;

/** A model, rows, and what is asked about the two. */
export const EvaluationQuestion = z.object({
  /** An ONNX file. */
  path: z.string().min(1),
  /** The rows. */
  data: DriftSide,
  task: z.enum(evaluationTasks),
  /** The column that holds what is true; of a multilabel task the names of `labels` in one. */
  label: z.string().min(1),
  /** Of a multilabel task: columns with 1 or true where the row has the label, in the order of the model's scores. */
  labels: z.array(z.string().min(1)).min(2).optional(),
  /** Of a ranking task: the column that says which rows are ranked together, such as a query. */
  group: z.string().min(1).optional(),
  /** Of a ranking task: so many of the first rows count. */
  k: z.number().int().positive().default(10),
  /** Of a similarity task: what the inputs are made of for the second of each pair; `inputs` has the first. */
  pair: z.record(z.string(), InputColumns).optional(),
  /** Of a binary task: the label that counts as positive. */
  positive: z.string().optional(),
  /** A score from which on a row is called positive, or has a label; the model itself says what is when left out, and 0.5 of labels. */
  threshold: z.number().optional(),
  /** By the model's inputs; those left out are columns of the same name. */
  inputs: z.record(z.string(), InputColumns).default({}),
  /** Outputs of the model, found by type and shape where left out. */
  outputs: z.object({ label: z.string().optional(), scores: z.string().optional() }).default({}),
  /** Columns whose values divide the rows. */
  slices: z.array(z.string().min(1)).default([]),
  /** Another model, judged on the same rows. */
  baseline: z.string().min(1).optional(),
  gates: z.array(EvaluationGate).default([]),
  /** A Parquet file to be written: each answered row with its columns, what is true and what was answered. */
  predictions: z.string().min(1).optional(),
  /** Keeps the figures with a run: the one that made the model when left out, or a new one where none did. */
  record: z.strictObject({ name: z.string().min(1), run: z.string().min(1).optional() }).optional(),
});
export type EvaluationQuestion = z.infer<typeof EvaluationQuestion>;

const count = z.number().int().nonnegative();

/** A figure with its interval, or why there is none of either. */
export const EvaluationFigure = z.object({
  name: z.string(),
  value: z.number().nullable(),
  /** Why there is no value: completes "undefined because …". */
  reason: z.string().optional(),
  note: z.string().optional(),
  interval: z
    .object({
      low: z.number(),
      high: z.number(),
      confidence: z.number(),
      method: z.string(),
      resamples: z.number().optional(),
    })
    .nullable(),
  intervalReason: z.string().optional(),
  /** It is a figure of so many rows. */
  rows: count,
});
export type EvaluationFigure = z.infer<typeof EvaluationFigure>;

/** Two models on the same rows by one metric: the second's figure minus the first's. */
export const EvaluationComparison = EvaluationFigure.pick({ name: true, interval: true, intervalReason: true }).extend({
  goal: z.enum(["max", "min"]),
  first: z.number(),
  second: z.number(),
  difference: z.number(),
  p: z.number().nullable(),
  /** By Holm's method over all metrics. */
  adjustedP: z.number().nullable(),
  test: z.string(),
  rows: count,
  outcome: z.enum(["first better", "second better", "no difference shown", "can't tell"]),
  /** For people. */
  sentence: z.string(),
  /** Where no difference is shown: in how many rows one as small as this would be. */
  needed: count.nullable(),
});
export type EvaluationComparison = z.infer<typeof EvaluationComparison>;

/** At most some hundred points: see `of` for how many there are. */
export const EvaluationCurve = z.object({ x: z.array(z.number()), y: z.array(z.number()), of: count });
export type EvaluationCurve = z.infer<typeof EvaluationCurve>;

export const EvaluationSlice = z.object({
  column: z.string(),
  value: z.string().nullable(),
  rows: count,
  figures: z.array(EvaluationFigure),
  /** With another model: accuracy here, of binary scores ROC AUC too (the mean absolute error in a regression), where it can be told; p adjusted over all of all slices. */
  comparisons: z.array(EvaluationComparison),
  /** Of the share of right answers here against that of all other rows; null where neither can be told. */
  p: z.number().nullable(),
  /** By Holm's method over all slices. */
  adjustedP: z.number().nullable(),
});
export type EvaluationSlice = z.infer<typeof EvaluationSlice>;

export const EvaluationCalibration = z.object({
  bins: z.array(
    z.object({ low: z.number(), high: z.number(), size: z.number(), predicted: z.number(), observed: z.number() }),
  ),
  /** What the error of true probabilities would be, by chance alone. */
  check: z.object({ expected: z.number(), limit: z.number(), p: z.number() }).nullable(),
});

/** How a regression's errors (answer minus truth) lie over its answers. */
export const EvaluationResiduals = z.object({
  x: z.object({ low: z.number(), high: z.number() }),
  y: z.object({ low: z.number(), high: z.number() }),
  /** How many rows each cell has: by error from low to high, then by answer from low to high. */
  cells: z.array(z.array(count)),
  /** Rows beyond the ends. */
  outside: count,
  /** Of the errors. */
  histogram: Histogram,
});
export type EvaluationResiduals = z.infer<typeof EvaluationResiduals>;

/** What one model, or one answer that looks at no feature, is worth. */
export const EvaluatedModel = z.object({
  name: z.string(),
  /** Undefined for an answer that is no model's. */
  file: z.object({ path: z.string(), bytes: count, sha256: z.string() }).optional(),
  figures: z.array(EvaluationFigure),
});
export type EvaluatedModel = z.infer<typeof EvaluatedModel>;

/** How often one of several labels was there, was answered, and both. Precision, recall and F1 are null where they are undefined. */
export const EvaluatedLabel = z.object({
  label: z.string(),
  actual: count,
  answered: count,
  both: count,
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
});
export type EvaluatedLabel = z.infer<typeof EvaluatedLabel>;

/** A row by its number among all rows, from 1, with its `label`, `answer`, `score` and the like. */
export const EvaluationWorst = z.object({
  row: count,
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
});
export type EvaluationWorst = z.infer<typeof EvaluationWorst>;

/** Rows by which of two models answers them right, and the first of those where one does. */
export const EvaluationDisagreement = z.object({
  bothRight: count,
  onlyModel: count,
  onlyOther: count,
  bothWrong: count,
  rows: z.array(EvaluationWorst),
});
export type EvaluationDisagreement = z.infer<typeof EvaluationDisagreement>;

/** How evenly a binary model treats the groups that a column's values make; groups with fewer than 30 rows are left out. */
export const EvaluationFairness = z.object({
  column: z.string(),
  /** As fairlearn's functions of these names. */
  figures: z.array(EvaluationFigure),
  /** Of the ratio against 0.8. */
  fourFifths: z.enum(["kept", "broken", "can't tell"]),
});
export type EvaluationFairness = z.infer<typeof EvaluationFairness>;

export const EvaluationResult = z.object({
  task: z.enum(evaluationTasks),
  label: z.string(),
  /** Of a binary task. */
  positive: z.string().nullable(),
  threshold: z.number().nullable(),
  /** In the order of the confusion matrix, or the labels of a multilabel task; empty where there are none. */
  classes: z.array(z.string()),
  data: z.object({
    name: z.string(),
    files: z.array(z.string()),
    rows: count,
    used: count,
    /** Rows that no figure counts, by reason. */
    leftOut: z.array(z.object({ reason: z.string(), rows: count })),
  }),
  /** Of a multilabel task, by label. */
  perLabel: z.array(EvaluatedLabel),
  /** Of a ranking task: how many groups of rows there are, how many of them no figure counts since none of their rows is relevant, and the cut-off. */
  queries: z.object({ all: count, leftOut: count, k: count }).nullable(),
  model: EvaluatedModel,
  baselines: z.array(EvaluatedModel),
  /** Of the model, the second, with the other model, the first; null without one. */
  comparisons: z.array(EvaluationComparison).nullable(),
  /** Rows by label, then by answer. */
  confusion: z.array(z.array(count)).nullable(),
  curves: z
    .object({ roc: EvaluationCurve, precisionRecall: EvaluationCurve, lift: EvaluationCurve })
    .partial()
    .nullable(),
  calibration: EvaluationCalibration.nullable(),
  /** Of a regression with an answer that is wrong. */
  residuals: EvaluationResiduals.nullable(),
  slices: z.array(EvaluationSlice),
  /** The rows that were answered worst, at most 100: wrong with the highest score, or the farthest from the number. */
  worst: z.array(EvaluationWorst),
  /** Null without another model, and in a regression. */
  disagreement: EvaluationDisagreement.nullable(),
  /** The file that was written, and which version of the data set of that name it is; null where that could not be noted. */
  predictions: z
    .object({
      path: z.string(),
      rows: count,
      version: z.object({ dataset: z.string(), number: count }).nullable(),
    })
    .nullable(),
  /** With which run it was kept; the artifact is null where the run's are kept elsewhere. */
  recorded: z.object({ runId: z.string(), runName: z.string(), artifact: z.string().nullable() }).optional(),
  /** Values of slice columns that were too many to look at. */
  slicesLeftOut: count,
  /** Of a binary task: for each slice column with two to 50 values. */
  fairness: z.array(EvaluationFairness),
  gates: z.array(EvaluationGateOutcome),
  milliseconds: z.number(),
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;
