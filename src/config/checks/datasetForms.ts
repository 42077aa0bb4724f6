import { ColumnNames } from "../schema/words.ts";
import { checkForm, flag } from "./form.ts";

/** Checks that stand beside `columns` and `checks`, since they also say what the data set is. */
export const datasetForms = [
  checkForm("keys", {
    summary: "The columns that tell rows apart: together never twice, and none of them null.",
    options: { columns: ColumnNames },
    short: "columns",
    byRow: true,
  }),
  checkForm("closed", {
    summary: "Whether the table has no other columns than those declared. False when left out.",
    options: { value: flag(true) },
    short: "value",
    off: false,
  }),
  checkForm("ordered", {
    summary: "Whether the declared columns stand in the order they are declared in. False when left out.",
    options: { value: flag(true) },
    short: "value",
    off: false,
  }),
] as const;
