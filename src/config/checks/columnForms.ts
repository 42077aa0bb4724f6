import * as z from "zod";
import { Bound, ColumnNames, Count, FiniteNumber, Members, Pattern, Text } from "../schema/words.ts";
import { columnTypes, numeric, ordered, textual } from "./columnType.ts";
import { checkForm, flag } from "./form.ts";
import { columnHygiene } from "./hygieneForms.ts";
import { counts, Quantiles, range, rangeFault, shares } from "./range.ts";

const bound = (which: string) => ({
  value: Bound.describe(`The ${which} value that passes: a number, or a date or time in ISO 8601.`),
  exclusive: flag(false).describe("Whether the bound itself fails."),
});

/** The checks of one column, as they stand below its name. Nulls pass all but `nulls` and `required`. */
export const columnForms = [
  checkForm("required", {
    summary: "The column must be there. True when left out; when false, its other checks are skipped without it.",
    options: { value: flag(true) },
    short: "value",
    off: false,
  }),
  checkForm("type", {
    summary: "Every value can be read as this type. For date, time and timestamp ISO 8601, or `format`.",
    options: {
      value: z.enum(columnTypes),
      format: Text.describe("How dates and times are written, in strptime's words: %d.%m.%Y.").optional(),
    },
    short: "value",
    byRow: true,
    fault: ({ value, format }) =>
      format !== undefined && value !== "date" && value !== "time" && value !== "timestamp"
        ? `"format" is for date, time and timestamp, not ${value}.`
        : undefined,
  }),
  checkForm("nulls", {
    summary: "Whether nulls are allowed (the source's null spellings included). False: none; `tolerate` allows a part.",
    options: { value: flag(false) },
    short: "value",
    off: true,
    byRow: true,
  }),
  checkForm("unique", {
    summary: "No value comes twice. Each row after the first with its value fails.",
    options: { value: flag(true) },
    short: "value",
    off: false,
    byRow: true,
  }),
  checkForm("min", {
    summary: "No value is below this number, date or time.",
    options: bound("smallest"),
    short: "value",
    byRow: true,
    types: ordered,
  }),
  checkForm("max", {
    summary: "No value is above this number, date or time.",
    options: bound("largest"),
    short: "value",
    byRow: true,
    types: ordered,
  }),
  checkForm("values", {
    summary: "Every value is one of these.",
    options: {
      value: Members.describe("The allowed values."),
      ignore_case: flag(false).describe("Whether upper and lower case count as the same."),
    },
    short: "value",
    byRow: true,
  }),
  checkForm("new_values", {
    summary: "Whether values are allowed that the reference version lacks. Each row with such a value fails.",
    options: { value: flag(false) },
    short: "value",
    off: true,
    byRow: true,
  }),
  checkForm("pattern", {
    summary: "Every value holds a match of this regular expression (RE2). Anchor it with ^ and $ for the whole value.",
    options: { value: Pattern },
    short: "value",
    byRow: true,
    types: textual,
  }),
  checkForm("min_length", {
    summary: "Every value has at least this many characters (Unicode code points).",
    options: { value: Count },
    short: "value",
    byRow: true,
    types: textual,
  }),
  checkForm("max_length", {
    summary: "Every value has at most this many characters (Unicode code points).",
    options: { value: Count },
    short: "value",
    byRow: true,
    types: textual,
  }),
  checkForm("monotonic", {
    summary: "In the order of the rows, values only rise, or only fall. Each row that steps back fails.",
    options: {
      value: z.enum(["increasing", "decreasing"]),
      strict: flag(false).describe("Whether equal neighbours fail too."),
      by: ColumnNames.describe("Columns of a group: order is looked at within each.").optional(),
    },
    short: "value",
    byRow: true,
    types: ordered,
  }),
  checkForm("sequential", {
    summary: "In the order of the rows, each value is the one before plus `step`. Each row after a gap fails.",
    options: {
      step: FiniteNumber.describe("From one row to the next; 1 when left out.").default(1),
      by: ColumnNames.describe("Columns of a group: steps are looked at within each.").optional(),
    },
    short: "step",
    byRow: true,
    types: numeric,
  }),
  checkForm("mean", { summary: "The mean of the values.", options: range, types: numeric, fault: rangeFault }),
  checkForm("median", { summary: "The median, interpolated.", options: range, types: numeric, fault: rangeFault }),
  checkForm("stdev", {
    summary: "The standard deviation of the values, with n − 1.",
    options: range,
    types: numeric,
    fault: rangeFault,
  }),
  checkForm("sum", { summary: "The sum of the values.", options: range, types: numeric, fault: rangeFault }),
  checkForm("quantiles", {
    summary:
      "Quantiles, interpolated linearly: a map from each one to its bounds, as in {5%: {min: 0}, 0.95: {max: 9}}.",
    options: { value: Quantiles },
    short: "value",
    shortIsMap: true,
    types: numeric,
  }),
  checkForm("distinct", {
    summary: "The number of distinct values.",
    options: counts,
    short: "equals",
    fault: rangeFault,
  }),
  checkForm("unique_ratio", {
    summary: "Distinct values divided by the rows that have one.",
    options: shares,
    fault: rangeFault,
  }),
  ...columnHygiene,
] as const;
