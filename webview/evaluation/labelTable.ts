import { html, type TemplateResult } from "lit";
import type { EvaluatedLabel, EvaluationResult } from "../../src/protocol/evaluationEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { Sort } from "../kit/sorting.ts";

/** Each of several labels by itself. */
export function labelSection(
  { perLabel }: EvaluationResult,
  { sort, onSort }: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void },
): TemplateResult | null {
  if (perLabel.length === 0) return null;
  const number = (id: keyof Omit<EvaluatedLabel, "label">, label: string): Column<EvaluatedLabel> => ({
    id,
    label,
    numeric: true,
    cell: (row) => (row[id] === null ? "–" : formatNumber(row[id])),
    sort: (row) => row[id],
  });
  const columns: Column<EvaluatedLabel>[] = [
    { id: "label", label: "Label", cell: ({ label }) => label, sort: ({ label }) => label },
    number("actual", "Rows with it"),
    number("answered", "Answered"),
    number("both", "Both"),
    number("precision", "Precision"),
    number("recall", "Recall"),
    number("f1", "F1"),
  ];
  return html`<section>
    <h2>By label</h2>
    ${dataTable({ caption: "Each label by itself", columns, rows: perLabel, key: ({ label }) => label, sort, onSort, testId: "evaluation-labels" })}
  </section>`;
}
