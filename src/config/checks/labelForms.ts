import { ColumnNames, Share } from "../schema/words.ts";
import { checkForm } from "./form.ts";
import { coefficient, none } from "./tableOptions.ts";

/** Checks that look at the label. */
export const labelForms = [
  checkForm("conflicting_labels", {
    summary: "How many rows may have the same features as an earlier one and another label.",
    options: {
      max: none,
      columns: ColumnNames.describe(
        "The features; all columns but keys, time, label, prediction and split when left out.",
      ).optional(),
    },
    short: "max",
    needs: ["label"],
  }),
  checkForm("class_balance", {
    summary: "The rows of the rarest label divided by those of the commonest.",
    options: { min: Share.describe("The smallest ratio that passes; 0.1 when left out.").default(0.1) },
    short: "min",
    needs: ["label"],
  }),
  checkForm("label_leakage", {
    summary:
      "How strongly one feature may tell the label: |Spearman's ρ| between numbers, the correlation ratio η of a number and a category, the bias-corrected Cramér's V of two categories.",
    options: {
      max: coefficient(0.95, "The largest coefficient that passes; 0.95 when left out."),
      columns: ColumnNames.describe(
        "The features; all columns but keys, time, label, prediction and split when left out.",
      ).optional(),
    },
    short: "max",
    needs: ["label"],
  }),
  checkForm("identifier_leakage", {
    summary:
      "How strongly keys, time or the order of the rows may tell the label: |Spearman's ρ| of their rank and a number, or the correlation ratio η of their rank and a category.",
    options: { max: coefficient(0.2, "The largest coefficient that passes; 0.2 when left out.") },
    short: "max",
    needs: ["label"],
  }),
] as const;
