import { html, type TemplateResult } from "lit";
import type { EvaluatedModel, EvaluationComparison, EvaluationSlice } from "../../src/protocol/evaluationEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { intervalBar } from "./pictures.ts";

const verdicts = {
  "second better": { words: "better", state: "passed" },
  "first better": { words: "worse", state: "failed" },
  "no difference shown": { words: "no difference shown", state: "" },
  "can't tell": { words: "can't tell", state: "" },
} as const;

/** Whether the model is better than the other one, by each metric that says so. */
export function comparisonSection(
  comparisons: readonly EvaluationComparison[],
  model: EvaluatedModel,
  other: EvaluatedModel | undefined,
): TemplateResult {
  const columns: Column<EvaluationComparison>[] = [
    { id: "name", label: "Metric", cell: ({ name, goal }) => html`${name} ${goal === "max" ? "↑" : "↓"}` },
    { id: "verdict", label: "Verdict", cell: verdict, cellTitle: ({ sentence }) => sentence },
    { id: "bar", label: "Around 0", cell: aroundZero },
    { id: "difference", label: "Difference", numeric: true, cell: ({ difference }) => signed(difference) },
    { id: "interval", label: "95 % interval", numeric: true, cell: ends },
    {
      id: "second",
      label: fileName(model),
      title: model.name,
      numeric: true,
      cell: ({ second }) => formatNumber(second),
    },
    {
      id: "first",
      label: fileName(other),
      title: other?.name ?? "",
      numeric: true,
      cell: ({ first }) => formatNumber(first),
    },
  ];
  return html`<section>
    <h2>Against ${other?.name ?? "the baseline"}</h2>
    ${dataTable({
      caption: "The model against another one, by metric",
      columns,
      rows: comparisons,
      key: ({ name }) => name,
      sort: null,
      onSort: () => undefined,
      testId: "evaluation-comparisons",
    })}
  </section>`;
}

/** Columns that say the same of the rows of each slice, by some of the metrics. */
export function sliceComparisons(
  slices: readonly EvaluationSlice[],
  other: EvaluatedModel | undefined,
): Column<EvaluationSlice>[] {
  const metrics = [...new Set(slices.flatMap(({ comparisons }) => comparisons.map(({ name }) => name)))];
  return metrics.map((metric) => {
    const of = ({ comparisons }: EvaluationSlice) => comparisons.find(({ name }) => name === metric);
    return {
      id: `${metric} against`,
      label: `${metric} against ${fileName(other)}`,
      cell: (slice) => {
        const found = of(slice);
        return found === undefined ? "" : html`${signed(found.difference)} ${verdict(found)}`;
      },
      cellTitle: (slice) => of(slice)?.sentence,
      sort: (slice) => of(slice)?.difference ?? null,
    };
  });
}

/** Better or worse; and if neither is shown, why or in how many rows it would be. */
export function verdict({ outcome, needed, interval, adjustedP }: EvaluationComparison): TemplateResult {
  const { words, state } = verdicts[outcome];
  const isApart = interval !== null && (interval.low > 0 || interval.high < 0);
  const more =
    outcome !== "no difference shown"
      ? ""
      : isApart && adjustedP !== null
        ? `p ${formatNumber(adjustedP, 2)}, adjusted`
        : needed === null
          ? ""
          : `needs ${needed.toLocaleString("en")}`;
  return html`<span class="verdict ${state}">${words}</span> <span class="muted">${more}</span>`;
}

const fileName = (model: EvaluatedModel | undefined): string => model?.name.split("/").at(-1) ?? "the baseline";

const signed = (difference: number): string => `${difference > 0 ? "+" : ""}${formatNumber(difference)}`;

function ends({ interval, intervalReason }: EvaluationComparison): string {
  return interval === null ? (intervalReason ?? "") : `${signed(interval.low)} to ${signed(interval.high)}`;
}

/** Each metric has a scale of its own, with 0 in the middle. */
function aroundZero({ difference, interval }: EvaluationComparison): TemplateResult | string {
  const farthest = Math.max(...[difference, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs));
  return farthest === 0 ? "" : intervalBar({ value: difference, interval }, { low: -farthest, high: farthest }, 0);
}
