import * as z from "zod";
import {
  type EvaluationGate,
  type EvaluationTask,
  evaluationMetrics,
  evaluationTasks,
} from "../../protocol/evaluationEntities.ts";
import { strictObject } from "./strict.ts";
import { ColumnName, ColumnNames, FiniteNumber, Text } from "./words.ts";

const gateWords = "a bound such as {min: 0.8} or {against: baseline, margin: 0.01}";

const Bound = strictObject({
  min: FiniteNumber.describe("The least that passes.").optional(),
  max: FiniteNumber.describe("The most that passes.").optional(),
  by: z
    .enum(["value", "low", "high"])
    .describe("What is held against the bound: the figure (when left out), or an end of its 95 % interval.")
    .optional(),
}).refine(({ min, max }) => min !== undefined || max !== undefined, { error: "Give the gate a min or a max." });

const Against = strictObject({
  against: z.literal("baseline", { error: "baseline" }).describe("The model that `baseline` names."),
  margin: FiniteNumber.min(0, { error: "a number, 0 or more" })
    .describe("How much worse it may be, with 95 % confidence; 0 when left out.")
    .optional(),
});

/** Which metrics there are for which tasks. */
export const metricTasks: ReadonlyMap<string, readonly EvaluationTask[]> = new Map(
  [...new Set(Object.values(evaluationMetrics).flat())].map((metric) => [
    metric,
    evaluationTasks.filter((task) => (evaluationMetrics[task] as readonly string[]).includes(metric)),
  ]),
);

const oneMetric = "a map with one metric, such as {roc_auc: {min: 0.8}}";

const Gate = strictObject(
  Object.fromEntries(
    [...metricTasks].map(([metric, tasks]) => [
      metric,
      z
        .union([Bound, Against], { error: gateWords })
        .describe(`Of ${tasks.join(" and ")} tasks: ${gateWords}.`)
        .optional(),
    ]),
  ),
)
  .refine((gate) => Object.values(gate).filter((value) => value !== undefined).length === 1, {
    error: oneMetric,
    // An unknown metric was told already.
    when: ({ issues }) => issues.length === 0,
  })
  .transform((gate): EvaluationGate[] =>
    Object.entries(gate).flatMap(([metric, value]): EvaluationGate[] => {
      if (value === undefined) return [];
      if ("against" in value) return [{ metric, against: value.against, margin: value.margin ?? 0 }];
      return [{ metric, ...value, by: value.by ?? "value" }];
    }),
  );

const Category = strictObject({
  column: ColumnName,
  map: z
    .record(z.string(), FiniteNumber, { error: "a map from values to numbers" })
    .describe("What number each value of the column becomes."),
  unknown: FiniteNumber.describe(
    "The number of values that the map lacks; their rows are left out without it.",
  ).optional(),
});

const wholes = (most: number) => {
  const error = `a whole number from 1 to ${most}`;
  return z.int({ error }).min(1, { error }).max(most, { error });
};

const List = strictObject({
  list: ColumnName,
  length: wholes(4096).describe("How many numbers of each row the model takes."),
  pad: FiniteNumber.describe(
    "The number that stands for what a shorter list lacks; its rows are left out without it.",
  ).optional(),
  truncate: z
    .boolean({ error: "true or false" })
    .describe("Takes the first numbers of a longer list; its rows are left out without it.")
    .default(false),
});

const Mask = strictObject({
  mask: ColumnName,
  length: wholes(4096).describe("How many numbers of each row the model takes."),
});

const perChannel = (rule: (value: number) => boolean, what: string) => {
  const one = FiniteNumber.refine(rule, { error: what });
  const error = `${what}, or a list of one for each channel`;
  return z.union([one, z.array(one, { error }).min(1, { error }).max(3, { error })], { error });
};

const Image = strictObject({
  image: ColumnName,
  folder: Text.describe("The folder of the images, from this file's; the paths go from there.").optional(),
  width: wholes(4096).describe("Of the image that the model takes, where its input leaves that open.").optional(),
  height: wholes(4096).describe("Of the image that the model takes, where its input leaves that open.").optional(),
  channels: z
    .enum(["rgb", "gray"], { error: "rgb or gray" })
    .describe("What the model takes, where its input leaves that open.")
    .optional(),
  layout: z
    .enum(["nchw", "nhwc"], { error: "nchw or nhwc" })
    .describe("Whether channels come before the rows of pixels (PyTorch) or after them (TensorFlow).")
    .optional(),
  resize: wholes(4096)
    .describe("The shorter side becomes this long and the middle is cut out; the image is stretched without it.")
    .optional(),
  scale: FiniteNumber.refine((value) => value !== 0, { error: "a number other than 0" })
    .describe("What each byte is multiplied by; 1/255, and 1 for an input of bytes, when left out.")
    .optional(),
  mean: perChannel(() => true, "a number")
    .describe("Subtracted after `scale`; 0 when left out.")
    .optional(),
  std: perChannel((value) => value > 0, "a number above 0")
    .describe("What is divided by after `mean`; 1 when left out.")
    .optional(),
});

const inputWords =
  "a list of columns such as [a, b], {column: …, map: …}, {list: …, length: …}, {mask: …, length: …} or {image: …}";
const InputColumns = z.union(
  [
    z
      .array(z.union([ColumnName, Category], { error: inputWords }), { error: inputWords })
      .min(1, { error: inputWords }),
    Category,
    List,
    Mask,
    Image,
  ],
  { error: inputWords },
);

const modelWords = "an ONNX file's path, runs:/RUN/PATH or models:/NAME/VERSION";
const Model = z.string({ error: modelWords }).min(1, { error: modelWords });

/** A model, rows, and what the model has to reach on them. */
export const EvaluationFile = strictObject({
  model: Model.describe(
    "An ONNX file, from this file's folder; or one that a run logged, runs:/RUN/PATH; or a registered model's, models:/NAME/VERSION or models:/NAME@ALIAS.",
  ),
  dataset: Text.describe("The data set or feature with the rows."),
  part: z
    .enum(["train", "test"])
    .describe("Which rows, where the data set has a `split`; those of the test when left out.")
    .optional(),
  where: Text.describe("Which rows, by a condition in DuckDB's SQL.").optional(),
  task: z.enum(evaluationTasks).describe("What the model tells."),
  label: ColumnName.describe("The column that holds what is true; the data set's `label` when left out.").optional(),
  labels: ColumnNames.min(2, { error: "two columns or more" })
    .describe("Of a multilabel task: columns with 1 or true where a row has the label, in the order of the scores.")
    .optional(),
  group: ColumnName.describe("Of a ranking task: the column that says which rows are ranked together.").optional(),
  k: z
    .int({ error: "a whole number, 1 or more" })
    .min(1, { error: "a whole number, 1 or more" })
    .describe("Of a ranking task: so many of the first rows count; 10 when left out.")
    .optional(),
  positive: z
    .union([Text, z.number(), z.boolean()], { error: "a label" })
    .transform(String)
    .describe("Of a binary task: the label that counts as positive.")
    .optional(),
  threshold: FiniteNumber.describe(
    "Positive, or with a label, from this score on; as the model says when left out, of labels 0.5.",
  ).optional(),
  inputs: z
    .record(z.string(), InputColumns, { error: "a map from the model's inputs to columns" })
    .describe(
      "The columns of each input, in the order that the model was trained with; those of the same name when left out.",
    )
    .optional(),
  pair: z
    .record(z.string(), InputColumns, { error: "a map from the model's inputs to columns" })
    .describe("Of a similarity task: the columns of each input for the second of a pair; `inputs` has the first's.")
    .optional(),
  outputs: strictObject({
    label: Text.describe("The output that holds classes.").optional(),
    scores: Text.describe("The output that holds scores or numbers.").optional(),
  })
    .describe("The model's outputs, where they aren't clear by their types.")
    .optional(),
  slices: ColumnNames.describe("Columns: figures are told for the rows of each value.").optional(),
  baseline: Model.describe("Another model, compared on the same rows.").optional(),
  gates: z
    .array(Gate, { error: "a list of gates such as [{roc_auc: {min: 0.8}}]" })
    .describe("What the model has to reach: one metric to each item.")
    .optional(),
});
