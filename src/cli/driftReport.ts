import type { DriftAffected } from "../protocol/driftAffectedEntities.ts";
import type { DriftColumn, DriftReport } from "../protocol/driftEntities.ts";
import { affectedCommits, affectedWords, sideLine, usesWords } from "../protocol/driftReport/affectedWords.ts";
import { type DriftParts, type Part, partColumns, partsRule } from "../protocol/driftReport/parts.ts";
import {
  columnWords,
  multivariateWords,
  percentWords,
  pWords,
  ruleWords,
  verdictTitles,
  verdictWords,
} from "../protocol/driftReport/words.ts";
import { formatNumber } from "../protocol/format.ts";
import { type Cell, table } from "./table.ts";
import { plain, type Terminal } from "./terminal.ts";

/** A line for each column and a cell for each part: the size of its change, `!` where it drifted, `?` where nothing can be told. */
export function partsTable(found: DriftParts, style: Terminal["style"]): string {
  const { words, note, parts } = found;
  const cell = (name: string, { columns }: Part): Cell => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined || column.effect === null) return "–";
    const mark = { drift: " !", "no drift": "  ", "too small to tell": " ?" }[column.verdict];
    return { text: formatNumber(column.effect, 2) + mark, style: (text) => style(styles[column.verdict], text) };
  };
  const right = (title: string) => ({ title: plain(title), align: "right" as const });
  const rows = [
    ["rows", ...parts.map((part) => part.rows)],
    ...partColumns(found).map((name) => [name, ...parts.map((part) => cell(name, part))]),
  ];
  return [
    `${plain(words)}${note === "" ? "" : ` ${plain(note)}`}\n\n`,
    table([{ title: "COLUMN", width: 32 }, ...parts.map(({ label }) => right(label))], rows),
    `\n${style("quiet", `The size of each column's change; ! where it is drift, ? where the rows are too few to tell. ${partsRule(found)}`)}\n`,
  ].join("");
}

const styles = { drift: "bad", "no drift": "good", "too small to tell": "warning" } as const;

/** A comparison for a terminal: the verdict, then the columns, those that changed most first. */
export function driftTable(report: DriftReport, style: Terminal["style"]): string {
  const slice = report.slice === null ? [] : [`rows: ${plain(report.slice)}`];
  const paragraphs = [
    `${style(styles[report.verdict], verdictTitles[report.verdict])}. ${plain(verdictWords(report))}`,
    [`before: ${plain(sideLine(report, "reference"))}`, `now:    ${plain(sideLine(report, "current"))}`, ...slice].join(
      "\n",
    ),
    columnsTable(report, style).trimEnd(),
    (report.multivariate === null ? [] : multivariateWords(report.multivariate)).map(plain).join("\n"),
    ...(report.affected === null ? [] : affectedParagraphs(report.affected)),
    report.leftOut.map(({ name, reason }) => plain(`${name} was not compared. ${reason}`)).join("\n"),
    style("quiet", ruleWords(report)),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/** The runs that used the data, and the commits. */
function affectedParagraphs(affected: DriftAffected): string[] {
  const columns = [{ title: "RUN", width: 32 }, { title: "USED", width: 60 }, { title: "CODE" }, { title: "ID" }];
  const runs = affected.runs.map((run) => [run.name, usesWords(run), run.commit?.slice(0, 12) ?? "", run.id]);
  const commits = affectedCommits(affected).map(({ commit, what }) => plain(`${commit.slice(0, 12)}  ${what}`));
  return [
    affectedWords(affected),
    runs.length === 0 ? "" : table(columns, runs).trimEnd(),
    commits.length === 0 ? "" : ["commits:", ...commits].join("\n"),
  ];
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
    right("NEW"),
    right("GONE"),
  ];
  return table(
    columns,
    report.columns.map((column) => cellsOf(report, column, style)),
  );
}

function cellsOf({ reference, current }: DriftReport, column: DriftColumn, style: Terminal["style"]): Cell[] {
  const { verdict, missing, aspects } = column;
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
    columnWords(column),
    { text: verdictTitles[verdict].toLowerCase(), style: (words) => style(styles[verdict], words) },
    ...decided,
    percentWords(missing.reference, reference.rows),
    percentWords(missing.current, current.rows),
    column.categories === null ? "" : String(column.categories.appearedCount),
    column.categories === null ? "" : String(column.categories.vanishedCount),
  ];
}
