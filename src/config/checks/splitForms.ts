import { ColumnNames, Duration } from "../schema/words.ts";
import { checkForm, flag } from "./form.ts";
import { columnsIn, none } from "./tableOptions.ts";

/** Checks of the train and test parts against each other. */
export const splitForms = [
  checkForm("split_overlap", {
    summary: "How many rows of the test part may also stand in the train part.",
    options: {
      max: none,
      columns: ColumnNames.describe(
        "The columns that are compared, such as keys or a date; all but the split's when left out.",
      ).optional(),
    },
    short: "max",
    needs: ["split"],
    subject: columnsIn,
  }),
  checkForm("split_time", {
    summary: "Every row of the test part is later, by the data set's `time`, than the train part's last one.",
    options: { gap: Duration.describe("How much later at least; 0d when left out.").default(0) },
    short: "gap",
    byRow: true,
    needs: ["split", "time"],
  }),
  checkForm("split_new_labels", {
    summary: "Whether the test part may have labels that the train part lacks. Each such row fails.",
    options: { value: flag(false) },
    short: "value",
    off: true,
    byRow: true,
    needs: ["split", "label"],
  }),
  checkForm("split_new_values", {
    summary: "Whether text columns of the test part may have values that the train part lacks. Each such row fails.",
    options: {
      value: flag(false),
      columns: ColumnNames.describe("The columns to look at; all text columns but keys when left out.").optional(),
    },
    short: "value",
    off: true,
    byRow: true,
    needs: ["split"],
  }),
] as const;
