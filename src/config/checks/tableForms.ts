import * as z from "zod";
import { strictObject } from "../schema/strict.ts";
import { ColumnName, ColumnNames, Duration, Share, Text } from "../schema/words.ts";
import { fileForms } from "./fileForms.ts";
import { checkForm } from "./form.ts";
import { tableHygiene } from "./hygieneForms.ts";
import { labelForms } from "./labelForms.ts";
import { counts, rangeFault } from "./range.ts";
import { splitForms } from "./splitForms.ts";
import { coefficient, columnsIn, none, textHash } from "./tableOptions.ts";

/** `countries.code`, or a data set and its columns. */
const References = z
  .union(
    [
      z
        .string()
        .regex(/^[^.]+\..+$/)
        .transform((text) => {
          const dot = text.indexOf(".");
          return { dataset: text.slice(0, dot), columns: [text.slice(dot + 1)] };
        }),
      strictObject({ dataset: Text, columns: ColumnNames }),
    ],
    { error: "a data set and its column such as countries.code, or {dataset: …, columns: […]}" },
  )
  .describe("The data set and the columns that hold every value: countries.code, or {dataset: …, columns: […]}.");

/** The checks of a whole table, as they stand below `checks`. */
export const tableForms = [
  checkForm("row_count", { summary: "How many rows there are.", options: counts, short: "equals", fault: rangeFault }),
  checkForm("row_count_change", {
    summary: "How far the number of rows may be from the reference version's, as a part of that number.",
    options: {
      max: Share.describe("The largest change that passes."),
      direction: z
        .enum(["either", "increase", "decrease"])
        .describe("Which change counts; either when left out.")
        .default("either"),
    },
    short: "max",
  }),
  checkForm("unique", {
    summary:
      "No combination of values in these columns comes twice. Each row after the first with its values fails; rows with a null among them are skipped.",
    options: { columns: ColumnNames.describe("The columns whose values together are unique.") },
    short: "columns",
    byRow: true,
    subject: columnsIn,
  }),
  checkForm("duplicate_rows", {
    summary: "How many rows may be equal to an earlier one.",
    options: {
      max: none,
      columns: ColumnNames.describe("The columns that are compared; all when left out.").optional(),
    },
    short: "max",
    subject: columnsIn,
  }),
  checkForm("duplicate_columns", {
    summary: "How many columns may have the same values in every row as an earlier one.",
    options: { max: none },
    short: "max",
  }),
  checkForm("foreign_key", {
    summary:
      "Every combination of values in these columns stands in the other data set. Rows with a null among them pass.",
    options: { columns: ColumnNames.describe("Columns of this data set."), references: References },
    byRow: true,
    subject: columnsIn,
    fault: ({ columns, references }) =>
      columns.length === references.columns.length
        ? undefined
        : `"columns" names ${columns.length} and "references" ${references.columns.length}: they are compared in pairs.`,
  }),
  checkForm("freshness", {
    summary: "The latest time in the column is at most this long ago when the check runs.",
    options: {
      max_age: Duration.describe("How old the latest row may be: 2d, 36h, 1h30m."),
      column: ColumnName.describe("A date or timestamp column; the data set's `time` when left out.").optional(),
    },
    short: "max_age",
    subject: ({ column }) => column ?? "",
  }),
  checkForm("expression", {
    summary: "A condition in DuckDB's SQL that is true, or null, for every row.",
    options: { value: Text.describe("Such as: start <= end") },
    short: "value",
    byRow: true,
    subject: ({ value }) => textHash(value),
  }),
  checkForm("sql", {
    summary:
      "A query in DuckDB's SQL that returns the failing rows; data sets are tables of their names. None when all is well.",
    options: { value: Text.describe("Such as: SELECT * FROM orders WHERE total < 0") },
    short: "value",
    byRow: true,
    subject: ({ value }) => textHash(value),
  }),
  checkForm("correlation", {
    summary: "How strongly two numeric columns may be correlated, as the absolute value of the coefficient.",
    options: {
      max: coefficient(0.9, "The largest coefficient that passes; 0.9 when left out."),
      method: z.enum(["pearson", "spearman"]).describe("pearson when left out.").default("pearson"),
      columns: ColumnNames.describe(
        "The columns that are compared; all numeric ones but keys when left out.",
      ).optional(),
    },
    short: "max",
  }),
  checkForm("drift", {
    summary:
      "How many columns may have drifted: a change that is significant after Benjamini–Hochberg and larger than `effect`.",
    options: {
      max: none,
      against: z
        .union([z.enum(["reference", "train"]), strictObject({ dataset: Text })], {
          error: 'reference, train or {dataset: "…"}',
        })
        .describe(
          "What the data is compared with: its reference version (when left out), train (test with train), or another data set, such as the training data of what a model is served.",
        )
        .default("reference"),
      columns: ColumnNames.describe("The columns that are compared; all but keys when left out.").optional(),
      significance: Share.describe("The false discovery rate; 0.05 when left out.").default(0.05),
      effect: Share.describe(
        "The smallest change that matters, on the measure's scale from 0 to 1; 0.1 when left out.",
      ).default(0.1),
    },
    short: "max",
    subject: ({ against }) => (typeof against === "string" ? against : against.dataset),
  }),
  checkForm("byte_count", {
    summary: "The size of the source's files in bytes, as stored.",
    options: counts,
    short: "equals",
    fault: rangeFault,
  }),
  checkForm("sha256", {
    summary: "The SHA-256 of the source's single file, as stored, in hexadecimal.",
    options: {
      value: z
        .string({ error: "64 hexadecimal digits, in quotes" })
        .regex(/^[0-9a-fA-F]{64}$/, { error: "64 hexadecimal digits" })
        .toLowerCase(),
    },
    short: "value",
  }),
  ...labelForms,
  ...splitForms,
  ...tableHygiene,
  ...fileForms,
] as const;
