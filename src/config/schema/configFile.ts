import * as z from "zod";
import { columnForms } from "../checks/columnForms.ts";
import { datasetForms } from "../checks/datasetForms.ts";
import { type CheckForm, commonOptions, tolerateOption } from "../checks/form.ts";
import { tableForms } from "../checks/tableForms.ts";
import { EvaluationFile } from "./evaluation.ts";
import { featureFields } from "./feature.ts";
import { LocalSource, Reference, Source, splitByColumn, splitBySources } from "./source.ts";
import { ColumnName, Text } from "./words.ts";

/** The fields of a data set that aren't checks. */
export const datasetFields = {
  source: Source.describe(
    "Where the rows are: a path, a glob, a folder, a list of them, or a map with a path and how to read it.",
  ),
  time: ColumnName.describe("The column that says when a row came to be."),
  label: ColumnName.describe("The column that a model predicts."),
  prediction: ColumnName.describe("The column that holds a model's predictions, as served rows have it."),
  split: z
    .union([ColumnName, splitByColumn, splitBySources], {
      error: "a column, {column: …, train: …, test: …} or {train: a source, test: a source}",
    })
    .describe("Which rows are for training and which for the test: a column, or a source for each."),
  usedBy: z
    .union([Text.transform((path) => [path]), z.array(Text).min(1)], { error: "a script's path or a list of paths" })
    .describe("Scripts whose runs use it, as paths or globs from this file's folder: train.py, experiments/*.py."),
  watch: LocalSource.describe(
    "Where new files come whose rows are added to it: a folder, a glob, a list of them, or a map as for source.",
  ),
  reference: Reference.describe(
    "The version to compare with: previous (when left out), a version's hash or its beginning, or git:REVISION.",
  ),
};

/** A name that ids and SQL can hold without escapes. */
export const datasetName = /^[A-Za-z_][A-Za-z0-9_-]*$/;
export const checkName = /^[A-Za-z0-9_][A-Za-z0-9_ -]*$/;

export const CheckName = z
  .string({ error: "a name (a text)" })
  .regex(checkName, { error: "a name of letters, digits, spaces, - and _" })
  .describe("Tells checks of one kind apart, and keeps its history when the check itself changes.");

const plainForm = (form: CheckForm): z.ZodType | undefined =>
  form.short === undefined ? undefined : form.options.shape[form.short];

function withPlain(form: CheckForm, map: z.ZodType): z.ZodType {
  const short = plainForm(form);
  const schema = short === undefined ? map : z.union([short, map]);
  return schema.describe(form.summary).optional();
}

const rowOptions = (form: CheckForm) => (form.byRow ? { ...commonOptions, ...tolerateOption } : commonOptions);

/** A check whose severity and message stand within its own map. */
const withinMap = (form: CheckForm): z.ZodType =>
  withPlain(form, z.strictObject({ ...form.options.shape, ...rowOptions(form) }));

const keyed = (forms: readonly CheckForm[], schema: (form: CheckForm) => z.ZodType) =>
  Object.fromEntries(forms.map((form) => [form.kind, schema(form)]));

const Column = z.strictObject(keyed(columnForms, withinMap));

const TableCheckItem = z.strictObject({
  ...keyed(tableForms, (form) => withPlain(form, form.options)),
  name: CheckName.optional(),
  ...commonOptions,
  ...tolerateOption,
});

const promises = {
  ...keyed(datasetForms, withinMap),
  time: datasetFields.time.optional(),
  label: datasetFields.label.optional(),
  prediction: datasetFields.prediction.optional(),
  usedBy: datasetFields.usedBy.optional(),
  reference: datasetFields.reference.optional(),
  columns: z
    .record(z.string(), z.union([Column, z.null()]))
    .describe("The columns and what each promises.")
    .optional(),
  checks: z.array(TableCheckItem).describe("Checks of the whole table: one to each item.").optional(),
};

const DatasetFile = z.strictObject({
  source: datasetFields.source.optional(),
  split: datasetFields.split.optional(),
  watch: datasetFields.watch.optional(),
  ...promises,
});

const FeatureFile = z.strictObject({
  sql: featureFields.sql.optional(),
  sql_file: featureFields.sql_file.optional(),
  point_in_time: featureFields.point_in_time.optional(),
  output: featureFields.output.optional(),
  ...promises,
});

export const datasetKeys = Object.keys(DatasetFile.shape);

/**
 * The whole file as its JSON Schema describes it. Reading takes the same parts one by one, so that what is wrong costs
 * nothing else, and says more: what one part of the file means for another.
 */
export const ConfigFile = z.strictObject({
  $schema: Text.describe("Where editors find the schema of this file.").optional(),
  datasets: z.record(z.string().regex(datasetName), DatasetFile).describe("The data sets by name.").optional(),
  features: z
    .record(z.string().regex(datasetName), FeatureFile)
    .describe("Data sets that are made from others, by name.")
    .optional(),
  evaluations: z
    .record(z.string().regex(datasetName), EvaluationFile)
    .describe("Models, rows, and what the models have to reach on them, by name.")
    .optional(),
});

export const configKeys = Object.keys(ConfigFile.shape);
