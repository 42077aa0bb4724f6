import type { DriftColumn, DriftOverTime, DriftReport, DriftWindow } from "../protocol/driftEntities.ts";
import {
  multivariateWords,
  percentWords,
  pWords,
  ruleWords,
  sideWords,
  verdictTitles,
  verdictWords,
} from "../protocol/driftReport/words.ts";
import { formatNumber } from "../protocol/format.ts";
import { type Cell, table } from "./table.ts";
import { plain, type Terminal } from "./terminal.ts";

/** A line for each column and a cell for each window: the size of its change, `!` where it drifted, `?` where nothing can be told. */
export function overTimeTable({ windows, rule, every, column }: DriftOverTime, style: Terminal["style"]): string {
  const names = [...new Set(windows.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const cell = (name: string, window: DriftWindow): Cell => {
    const found = window.columns.find((one) => one.name === name);
    if (found === undefined || found.effect === null) return "–";
    const mark = { drift: " !", "no drift": "  ", "too small to tell": " ?" }[found.verdict];
    return { text: formatNumber(found.effect, 2) + mark, style: (words) => style(styles[found.verdict], words) };
  };
  const right = (title: string) => ({ title, align: "right" as const });
  const rows = [
    ["rows", ...windows.map(({ rows }) => rows.toLocaleString("en"))],
    ...names.map((name) => [name, ...windows.map((window) => cell(name, window))]),
  ];
  const drifted = windows.filter(({ verdict }) => verdict === "drift").length;
  return [
    `Drift in ${drifted} of ${windows.length} windows of a ${every} by ${plain(column)}.\n\n`,
    table([{ title: "COLUMN", width: 32 }, ...windows.map(({ from }) => right(from))], rows),
    `\n${style("quiet", `The size of each column's change; ! where it is drift (${formatNumber(rule.effect)} or more, and significant at ${formatNumber(100 * rule.significance)} % over all windows), ? where the rows are too few to tell.`)}\n`,
  ].join("");
}

const styles = { drift: "bad", "no drift": "good", "too small to tell": "warning" } as const;

/** A comparison for a terminal: the verdict, then the columns, those that changed most first. */
export function driftTable(report: DriftReport, style: Terminal["style"]): string {
  const slice = report.slice === null ? [] : [`rows: ${plain(report.slice)}`];
  const paragraphs = [
    `${style(styles[report.verdict], verdictTitles[report.verdict])}. ${plain(verdictWords(report))}`,
    [`before: ${plain(sideWords(report.reference))}`, `now:    ${plain(sideWords(report.current))}`, ...slice].join(
      "\n",
    ),
    columnsTable(report, style).trimEnd(),
    (report.multivariate === null ? [] : multivariateWords(report.multivariate)).map(plain).join("\n"),
    report.leftOut.map(({ name, reason }) => plain(`${name} was not compared. ${reason}`)).join("\n"),
    style("quiet", ruleWords(report)),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

function columnsTable(report: DriftReport, style: Terminal["style"]): string {
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [
    { title: "COLUMN", width: 32 },
    { title: "VERDICT" },
    { title: "DECIDED BY" },
    right("EFFECT"),
    right("MATTERS"),
    right("SEEN FROM"),
    right("ADJUSTED P"),
    right("MISSING"),
    right("NOW"),
  ];
  return table(
    columns,
    report.columns.map((column) => cellsOf(report, column, style)),
  );
}

function cellsOf({ reference, current }: DriftReport, column: DriftColumn, style: Terminal["style"]): Cell[] {
  const { name, role, verdict, missing, aspects } = column;
  const [first] = aspects;
  const decided =
    first === undefined
      ? ["nothing to compare", "", "", "", ""]
      : [
          first.of === "values" ? first.effectName : first.of,
          formatNumber(first.effect, 3),
          formatNumber(first.minimumEffect, 3),
          first.detectable === null ? "never" : formatNumber(first.detectable, 2),
          pWords(first.adjustedP),
        ];
  return [
    role === "feature" ? name : `${name} (${role})`,
    { text: verdictTitles[verdict].toLowerCase(), style: (words) => style(styles[verdict], words) },
    ...decided,
    percentWords(missing.reference, reference.rows),
    percentWords(missing.current, current.rows),
  ];
}
