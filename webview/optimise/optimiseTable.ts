import { html, type TemplateResult } from "lit";
import type {
  EvaluatedModel,
  EvaluationComparison,
  EvaluationFigure,
  EvaluationResult,
} from "../../src/protocol/evaluationEntities.ts";
import { formatBytes, formatNumber } from "../../src/protocol/format.ts";
import { type BesideOriginal, type MadeModel, optimiseBatches } from "../../src/protocol/optimiseEntities.ts";
import { verdict } from "../evaluation/comparisonTable.ts";
import { headlines } from "../evaluation/headlines.ts";
import { intervalBar } from "../evaluation/pictures.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";

/** The original, or a model made of it. */
interface Row {
  readonly path: string;
  /** Undefined of the original. */
  readonly made: MadeModel | undefined;
}

/** Size, speed and what is lost, a model a line, the original first. */
export function optimiseTable(
  path: string,
  made: readonly MadeModel[],
  onOpen: (path: string) => void,
): TemplateResult {
  const rows: Row[] = [{ path, made: undefined }, ...made.map((one) => ({ path: one.path, made: one }))];
  const metric = headlineOf(made);
  const columns: Column<Row>[] = [
    {
      id: "model",
      label: "Model",
      cell: ({ path: file, made: one }) =>
        lines(
          html`<button type="button" class="link" title=${file} @click=${() => onOpen(file)}>${file.split(/[\\/]/).at(-1)}</button>`,
          ...(one === undefined ? [html`<span class="muted">the original</span>`] : []),
        ),
    },
    { id: "size", label: "Size", numeric: true, cell: ({ made: one }) => sizeWords(one, made) },
    ...optimiseBatches.map(
      (batch): Column<Row> => ({
        id: `batch ${batch}`,
        label: batch === 1 ? "Latency of one sample" : `Latency of ${batch} at once`,
        title: "Median latency, and how many times as long as the original it takes: both were measured in turns.",
        numeric: true,
        cell: ({ made: one }) => (one === undefined ? originalLatency(made, batch) : latency(one, batch)),
      }),
    ),
    ...(metric === undefined ? [] : lossColumns(metric, made)),
  ];
  return dataTable({
    caption: "Size, speed and accuracy of each model",
    columns,
    rows,
    key: ({ path: file }) => file,
    sort: null,
    onSort: () => undefined,
    testId: "optimise-table",
  });
}

/** The metric that says most about the task, of those by which the two were compared. */
function headlineOf(made: readonly MadeModel[]): string | undefined {
  const evaluation = made.find((one) => one.evaluation !== null)?.evaluation;
  if (evaluation == null) return undefined;
  const compared = evaluation.comparisons?.map(({ name }) => name) ?? [];
  return headlines[evaluation.task].find((name) => compared.includes(name)) ?? compared[0];
}

function sizeWords(one: MadeModel | undefined, made: readonly MadeModel[]): TemplateResult | string {
  if (one === undefined) return made[0] === undefined ? "" : formatBytes(made[0].originalBytes);
  const share = (100 * one.bytes) / one.originalBytes;
  return lines(formatBytes(one.bytes), html`<span class="muted">${formatNumber(share, 3)} %</span>`);
}

/** It was measured once with each model that was made of it. */
function originalLatency(made: readonly MadeModel[], batch: number): TemplateResult | string {
  const medians = made.flatMap(({ ratios }) => ratios.find((one) => one.batch === batch)?.originalMedian ?? []);
  const words = new Set(medians.map((median) => `${formatNumber(median, 3)} ms`));
  return words.size === 0 ? "–" : lines(...words);
}

function latency({ ratios }: MadeModel, batch: number): TemplateResult | string {
  const found = ratios.find((one) => one.batch === batch);
  if (found === undefined) return "–";
  const { median, ratio, reason } = found;
  if (reason !== undefined) return html`<span class="warning-text" title=${reason}>not measured: ${reason}</span>`;
  return lines(
    median === undefined ? "–" : `${formatNumber(median, 3)} ms`,
    ...(ratio === undefined ? [] : ratioLines(ratio)),
  );
}

/** Never "faster" where the interval includes 1. */
function ratioLines({ ratio, interval, intervalReason }: NonNullable<BesideOriginal["ratio"]>): TemplateResult[] {
  const times = `× ${formatNumber(ratio, 3)}`;
  if (interval === null) return [html`<span class="muted" title=${intervalReason ?? ""}>${times}, no interval</span>`];
  const range = `${formatNumber(interval.low, 3)} to ${formatNumber(interval.high, 3)}`;
  const [words, state] =
    interval.high < 1 ? ["faster", "passed"] : interval.low > 1 ? ["slower", "failed"] : ["no difference shown", ""];
  return [html`<span class="muted">${times} (${range})</span>`, html`<span class="verdict ${state}">${words}</span>`];
}

/** What a cell says, a line each. */
const lines = (...all: readonly (TemplateResult | string)[]): TemplateResult =>
  html`<div class="optimise-lines">${all.map((one) => html`<div>${one} </div>`)}</div>`;

function lossColumns(metric: string, made: readonly MadeModel[]): Column<Row>[] {
  const figures = made.flatMap(({ evaluation }) => [
    figureOf(evaluation?.model, metric),
    figureOf(evaluation?.baselines.at(-1), metric),
  ]);
  const ends = figures.flatMap((figure) =>
    figure?.value == null
      ? []
      : [figure.value, figure.interval?.low ?? figure.value, figure.interval?.high ?? figure.value],
  );
  const scale = { low: Math.min(...ends), high: Math.max(...ends) };
  const shown = ({ made: one }: Row): EvaluationFigure | undefined =>
    one === undefined
      ? figureOf(made.find(({ evaluation }) => evaluation !== null)?.evaluation?.baselines.at(-1), metric)
      : figureOf(one.evaluation?.model, metric);
  return [
    {
      id: metric,
      label: metric,
      numeric: true,
      cell: (row) => {
        const figure = shown(row);
        if (figure?.value == null) return "–";
        const { interval } = figure;
        const range = interval === null ? "" : `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
        return lines(formatNumber(figure.value), html`<span class="muted">${range}</span>`);
      },
    },
    { id: "interval", label: "95 % interval", cell: (row) => intervalBar(shown(row), scale) },
    {
      id: "loss",
      label: "Against the original",
      cell: ({ made: one }) => {
        if (one === undefined) return "";
        const found = comparisonOf(one.evaluation, metric);
        if (found === undefined) return html`<span class="muted">not known</span>`;
        return lines(`${found.difference > 0 ? "+" : ""}${formatNumber(found.difference)}`, verdict(found));
      },
      cellTitle: ({ made: one }) => comparisonOf(one?.evaluation ?? null, metric)?.sentence,
    },
  ];
}

const figureOf = (model: EvaluatedModel | undefined, metric: string): EvaluationFigure | undefined =>
  model?.figures.find(({ name }) => name === metric);

const comparisonOf = (evaluation: EvaluationResult | null, metric: string): EvaluationComparison | undefined =>
  evaluation?.comparisons?.find(({ name }) => name === metric);
