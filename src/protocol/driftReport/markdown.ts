import type { DriftColumn, DriftReport } from "../driftEntities.ts";
import {
  aspectWords,
  multivariateWords,
  percentWords,
  ruleWords,
  sideWords,
  verdictTitles,
  verdictWords,
} from "./words.ts";

/** The report for a pull request or a note. */
export function driftMarkdown(report: DriftReport): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = report.columns.map((column) => line(cellsOf(report, column)));
  const slice = report.slice === null ? [] : [`- Rows: ${escaped(report.slice)}`];
  const leftOut = report.leftOut.map(({ name, reason }) => `- ${escaped(name)}: ${escaped(reason)}`);
  return [
    `# ${verdictTitles[report.verdict]}`,
    "",
    escaped(verdictWords(report)),
    "",
    `- Reference: ${escaped(sideWords(report.reference))}`,
    `- Current: ${escaped(sideWords(report.current))}`,
    ...slice,
    "",
    line(["column", "verdict", "decided by", "missing before", "missing now"]),
    line(["---", "---", "---", "---:", "---:"]),
    ...rows,
    "",
    ...(report.multivariate === null ? [] : [...multivariateWords(report.multivariate).map(escaped), ""]),
    ...(leftOut.length === 0 ? [] : ["Not compared:", "", ...leftOut, ""]),
    escaped(ruleWords(report)),
    "",
  ].join("\n");
}

function cellsOf({ reference, current }: DriftReport, { name, role, verdict, aspects: [first], missing }: DriftColumn) {
  return [
    escaped(role === "feature" ? name : `${name} (${role})`),
    verdictTitles[verdict],
    first === undefined ? "" : escaped(aspectWords(first)),
    percentWords(missing.reference, reference.rows),
    percentWords(missing.current, current.rows),
  ];
}

/** Names of columns and files are anybody's: no markup, no link, no line break of theirs. */
const escaped = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>|#!~$]/g, "\\$&");
