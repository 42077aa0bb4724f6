import type { EvaluationFigure, EvaluationGateOutcome, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import { type Cell, table } from "../table.ts";
import { plain, type Terminal } from "../terminal.ts";

type Style = Terminal["style"];

/** An evaluation for a terminal. */
export function evaluationWords(result: EvaluationResult, style: Style): string {
  const { data, model } = result;
  const size = model.file === undefined ? "" : ` (${formatBytes(model.file.bytes)})`;
  const asked = result.positive === null ? plain(result.label) : `${plain(result.label)} = ${plain(result.positive)}`;
  const threshold = result.threshold === null ? "" : `, positive from a score of ${formatNumber(result.threshold)} on`;
  const rows = data.used === data.rows ? `all ${data.rows} rows` : `${data.used} of ${data.rows} rows`;
  const paragraphs = [
    `${plain(model.name)}${size}: ${asked}${threshold}\non ${rows} of ${plain(data.name)}`,
    data.leftOut
      .map(({ reason, rows: count }) => style("warning", `${count} rows left out: ${plain(reason)}`))
      .join("\n"),
    figuresTable(result).trimEnd(),
    notes(model.figures),
    confusionWords(result).trimEnd(),
    labelsTable(result).trimEnd(),
    queryWords(result),
    (result.comparisons ?? []).map(({ sentence }) => plain(sentence)).join("\n"),
    disagreementWords(result),
    slicesTable(result).trimEnd(),
    sliceWords(result),
    fairnessWords(result),
    result.slicesLeftOut === 0 ? "" : `${result.slicesLeftOut} smaller slices are not shown.`,
    result.gates.map((gate) => gateLine(gate, style)).join("\n"),
    predictionWords(result),
    recordedWords(result),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

const right = (title: string) => ({ title: plain(title), align: "right" as const });

/** A line for each figure; beside the model those that it is held against. */
function figuresTable({ model, baselines }: EvaluationResult): string {
  const rows = model.figures.map((figure) => [
    figure.name,
    shown(figure),
    intervalOf(figure),
    ...baselines.map(({ figures }) => shown(figures.find(({ name }) => name === figure.name))),
  ]);
  const columns = [
    { title: "METRIC" },
    right("VALUE"),
    right("95 % INTERVAL"),
    ...baselines.map(({ name }) => right(name)),
  ];
  return table(columns, rows);
}

const shown = (figure: EvaluationFigure | undefined): string =>
  figure?.value == null ? "–" : formatNumber(figure.value);

const intervalOf = ({ interval }: EvaluationFigure): string =>
  interval === null ? "" : `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;

function notes(figures: readonly EvaluationFigure[]): string {
  return figures
    .flatMap(({ name, value, reason, note }) => {
      if (value === null) return `${name} is undefined because ${plain(reason ?? "nothing was told")}.`;
      return note === undefined ? [] : `${name}: ${plain(note)}.`;
    })
    .join("\n");
}

/** More classes make no table that a terminal has room for. */
const mostShownClasses = 12;

function confusionWords({ confusion, classes }: EvaluationResult): string {
  if (confusion === null || classes.length > mostShownClasses) return "";
  const columns = [{ title: "LABEL \\ ANSWER" }, ...classes.map((name) => right(name))];
  return table(
    columns,
    confusion.map((cells, row) => [classes[row] ?? "", ...cells.map(String)]),
  );
}

function labelsTable({ perLabel }: EvaluationResult): string {
  if (perLabel.length === 0) return "";
  const share = (value: number | null): string => (value === null ? "–" : formatNumber(value));
  const rows = perLabel.map(({ label, actual, answered, both, precision, recall, f1 }) => [
    label,
    ...[actual, answered, both].map(String),
    ...[precision, recall, f1].map(share),
  ]);
  const titles = ["THERE", "ANSWERED", "BOTH", "PRECISION", "RECALL", "F1"].map(right);
  return table([{ title: "LABEL", width: 40 }, ...titles], rows);
}

function queryWords({ queries }: EvaluationResult): string {
  if (queries === null) return "";
  const { all, leftOut, k } = queries;
  const rest = leftOut === 0 ? "" : `; ${leftOut} without a relevant row, of which no order is better, left out`;
  return `Means over ${all - leftOut} groups at k = ${k}${rest}.`;
}

function predictionWords({ predictions }: EvaluationResult): string {
  if (predictions === null) return "";
  const { rows, path, version } = predictions;
  const noted = version === null ? "" : `, version ${version.number} of ${plain(version.dataset)}`;
  return `${rows} rows with their answers: ${plain(path)}${noted}`;
}

function recordedWords({ recorded }: EvaluationResult): string {
  if (recorded === undefined) return "";
  const { runId, runName, artifact } = recorded;
  const where = artifact === null ? "" : `, with ${plain(artifact)} among its artifacts`;
  return `Kept as metrics of the run ${plain(runName)} (${runId})${where}.`;
}

/** Rows that set the models apart. */
function disagreementWords({ disagreement, model, baselines }: EvaluationResult): string {
  const other = baselines.find(({ file }) => file !== undefined);
  if (disagreement === null || other === undefined) return "";
  const { bothRight, onlyModel, onlyOther, bothWrong, rows } = disagreement;
  const counts = [
    `${bothRight} rows are right by both`,
    `${onlyModel} by ${plain(model.name)} alone`,
    `${onlyOther} by ${plain(other.name)} alone`,
    `${bothWrong} by neither`,
  ].join(", ");
  const first = rows.slice(0, 5).map(({ row }) => row);
  return first.length === 0 ? `${counts}.` : `${counts}. The first that set them apart: row ${first.join(", ")}.`;
}

const sliceMetrics: Readonly<Record<EvaluationResult["task"], readonly string[]>> = {
  binary: ["roc_auc", "accuracy"],
  multiclass: ["accuracy", "macro_f1"],
  multilabel: ["subset_accuracy", "micro_f1"],
  regression: ["mae", "rmse"],
  ranking: [],
  similarity: ["spearman", "pearson"],
};

function slicesTable({ slices, task }: EvaluationResult): string {
  const names = sliceMetrics[task];
  const rows = slices.map(({ column, value, rows: count, figures, adjustedP }): Cell[] => [
    `${column} = ${value ?? "null"}`,
    String(count),
    ...names.flatMap((name) => {
      const figure = figures.find((one) => one.name === name);
      return [shown(figure), figure === undefined ? "" : intervalOf(figure)];
    }),
    adjustedP === null ? "" : formatNumber(adjustedP, 2),
  ]);
  if (rows.length === 0) return "";
  const titles = names.flatMap((name) => [right(name.toUpperCase()), right("95 %")]);
  return table([{ title: "SLICE", width: 40 }, right("ROWS"), ...titles, right("DIFFERS FROM THE REST, P")], rows);
}

/** Slices on which one of two models is better, of which the others would be many sentences of no news. */
function sliceWords({ slices }: EvaluationResult): string {
  const compared = slices.flatMap(({ comparisons }) => comparisons);
  if (compared.length === 0) return "";
  const shows = compared.filter(({ outcome }) => outcome === "first better" || outcome === "second better");
  if (shows.length === 0) return `None of ${slices.length} slices shows a difference between the models.`;
  return shows.map(({ sentence }) => plain(sentence)).join("\n");
}

function gateLine({ title, verdict, words }: EvaluationGateOutcome, style: Style): string {
  const [word, tone] = {
    passed: ["passed", "good"],
    failed: ["FAILED", "bad"],
    unknown: ["can't be judged", "warning"],
  }[verdict] as [string, "good" | "bad" | "warning"];
  return `${style(tone, word)}: ${plain(title)}. ${plain(words)}`;
}

function fairnessWords({ fairness }: EvaluationResult): string {
  return fairness
    .flatMap(({ column, figures, fourFifths }) => [
      ...figures.map((figure) => {
        const interval = intervalOf(figure);
        const value = figure.value === null ? `undefined because ${plain(figure.reason ?? "")}` : shown(figure);
        return `${plain(column)}: ${figure.name} ${value}${interval === "" ? "" : ` (${interval})`}`;
      }),
      `${plain(column)}: four-fifths rule ${fourFifths}`,
    ])
    .join("\n");
}
