import * as z from "zod";
import { ColumnNames, FiniteNumber, Share, Text } from "../schema/words.ts";
import { numeric, textual } from "./columnType.ts";
import { checkForm, flag } from "./form.ts";

const allowed = (value: boolean) => ({ value: flag(value) });
const columns = {
  columns: ColumnNames.describe("The columns to look at; all that it makes sense for when left out.").optional(),
};

const outlierOptions = {
  ...allowed(false),
  method: z
    .enum(["iqr", "zscore", "mad"])
    .describe(
      "Distance from the quartiles in interquartile ranges, from the mean in standard deviations, or from the median in scaled median deviations.",
    )
    .default("iqr"),
  factor: FiniteNumber.positive({ error: "a number above 0" })
    .describe("How far a value may be: 3 when left out, 3.5 for mad.")
    .optional(),
};

const finite = {
  summary: "No value is NaN or infinite.",
  options: allowed(true),
  short: "value",
  off: false,
  byRow: true,
  types: numeric,
} as const;
const mixedTypes = {
  summary:
    "Whether values of several kinds (numbers, dates, true/false, other text) may stand in one column. Rows of all but the commonest kind fail.",
  options: allowed(false),
  short: "value",
  off: true,
  byRow: true,
} as const;
const nullSpellings = {
  summary:
    "Whether other spellings of null than the source's `nulls` are allowed: NA, N/A, null, none, nan, nil, -, ?, #N/A, in any case.",
  options: {
    ...allowed(false),
    spellings: z
      .array(Text, { error: "a list of texts" })
      .describe("Spellings to look for, instead of the usual ones.")
      .optional(),
  },
  short: "value",
  off: true,
  byRow: true,
} as const;
const surroundingSpace = {
  summary: "Whether a value may begin or end with white space.",
  options: allowed(false),
  short: "value",
  off: true,
  byRow: true,
  types: textual,
} as const;
const specialCharacters = {
  summary:
    "Whether values may hold control characters, invisible ones (such as a zero-width or no-break space) or the replacement character U+FFFD.",
  options: allowed(false),
  short: "value",
  off: true,
  byRow: true,
  types: textual,
} as const;
const spellingVariants = {
  summary:
    "Whether values may differ in case, white space, punctuation or accents alone. Rows of all but the commonest spelling fail.",
  options: allowed(false),
  short: "value",
  off: true,
  byRow: true,
  types: textual,
} as const;
const constant = {
  summary: "Whether one value, null included, may make up `share` of the rows or more.",
  options: {
    ...allowed(false),
    share: Share.describe("From which part on a column counts as constant; 95% when left out.").default(0.95),
  },
  short: "value",
  off: true,
} as const;
const outliers = {
  summary: "Whether values may be far from the others, by `method` and `factor`.",
  options: outlierOptions,
  short: "value",
  off: true,
  byRow: true,
  types: numeric,
} as const;

/** Checks that stand below a column, or below `checks` for every column that they make sense for. */
export const columnHygiene = [
  checkForm("finite", finite),
  checkForm("mixed_types", mixedTypes),
  checkForm("null_spellings", nullSpellings),
  checkForm("surrounding_space", surroundingSpace),
  checkForm("special_characters", specialCharacters),
  checkForm("spelling_variants", spellingVariants),
  checkForm("constant", constant),
  checkForm("outliers", outliers),
] as const;

const withColumns = <Options extends z.ZodRawShape>(options: Options) => ({ ...options, ...columns });

/** The same for the whole table; each column is judged by itself, and so is what is tolerated. */
export const tableHygiene = [
  checkForm("finite", { ...finite, options: withColumns(finite.options) }),
  checkForm("mixed_types", { ...mixedTypes, options: withColumns(mixedTypes.options) }),
  checkForm("null_spellings", { ...nullSpellings, options: withColumns(nullSpellings.options) }),
  checkForm("surrounding_space", { ...surroundingSpace, options: withColumns(surroundingSpace.options) }),
  checkForm("special_characters", { ...specialCharacters, options: withColumns(specialCharacters.options) }),
  checkForm("spelling_variants", { ...spellingVariants, options: withColumns(spellingVariants.options) }),
  checkForm("constant", { ...constant, options: withColumns(constant.options) }),
  checkForm("outliers", { ...outliers, options: withColumns(outliers.options) }),
] as const;
