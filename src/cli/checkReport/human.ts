import type { CheckOutcome, CheckPlace, CheckReport, DatasetReport, DeclaredAt } from "../../protocol/checkEntities.ts";
import { formatDuration } from "../../protocol/format.ts";
import { plain, type Terminal } from "../terminal.ts";

type Style = Terminal["style"];

/** How a path is shown. */
export type ShowPath = (path: string) => string;

const mostPlaces = 5;

/** What was found, for people: what passed is only counted. */
export function humanReport(report: CheckReport, { style, show }: { style: Style; show: ShowPath }): string {
  const { file, problems } = report.config;
  const declared = problems.map(({ range, severity, message }) => {
    const at = positionOf({ file: file ?? "", range }, show);
    return `${at} ${severityWord(severity, style)} ${plain(message)}\n`;
  });
  const datasets = report.datasets.map((dataset) => datasetLines(dataset, style, show));
  return [...(declared.length === 0 ? [] : [`${declared.join("")}\n`]), datasets.join("\n")].join("");
}

function datasetLines(report: DatasetReport, style: Style, show: ShowPath): string {
  const { dataset, files, rows, milliseconds, outcomes, counts } = report;
  const [first, ...others] = files.map(({ path }) => show(path));
  const where = first === undefined ? "" : `  ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  const size = rows === null ? "can't be read" : `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;
  const told = [
    `${counts.passed} passed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.couldNotRun > 0 ? [`${counts.couldNotRun} could not run`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ].join(", ");
  const head = `${style("strong", plain(dataset))}${style("quiet", plain(where))}  ${size}  ${told}  ${style("quiet", formatDuration(milliseconds))}\n`;
  return [head, ...outcomes.map((outcome) => outcomeLines(outcome, style, show))].join("");
}

function outcomeLines(outcome: CheckOutcome, style: Style, show: ShowPath): string {
  const { state, severity, message, places, failing, declaredAt, dataset, id } = outcome;
  if (state === "passed" || state === "skipped") return "";
  const name = plain(id.startsWith(`${dataset}/`) ? id.slice(dataset.length + 1) : id);
  const word = state === "couldNotRun" ? style("warning", "could not run") : severityWord(severity, style);
  const lines = [`  ${word}  ${style("strong", name)}  ${plain(message)}`];
  if (places.length === 0) lines.push(style("quiet", `      ${positionOf(declaredAt, show)}`));
  for (const place of places.slice(0, mostPlaces)) lines.push(`      ${placeLine(place, style, show)}`);
  const more = Math.max(failing ?? 0, places.length) - Math.min(places.length, mostPlaces);
  if (places.length > 0 && more > 0) lines.push(style("quiet", `      and ${more.toLocaleString("en-US")} more`));
  return lines.map((line) => `${line}\n`).join("");
}

function severityWord(severity: CheckOutcome["severity"], style: Style): string {
  return style(severity === "error" ? "bad" : severity === "warning" ? "warning" : "quiet", severity);
}

function placeLine({ file, record, column, value, range }: CheckPlace, style: Style, show: ShowPath): string {
  const at =
    file === null
      ? ""
      : range !== null
        ? positionOf({ file, range }, show)
        : `${show(file)}${record === null ? "" : ` row ${record}`}`;
  const shown = value === null ? "null" : JSON.stringify(value);
  return `${style("quiet", plain(at))}  ${plain(column === null ? "" : `${column} = `)}${plain(shown)}`;
}

/** `file:line:column`, both from 1, as editors and terminals open them. */
function positionOf({ file, range }: DeclaredAt, show: ShowPath): string {
  return `${show(file)}:${range.start.line + 1}:${range.start.character + 1}`;
}
