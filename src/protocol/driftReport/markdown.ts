import type { DriftColumn, DriftReport } from "../driftEntities.ts";
import { affectedCommits, affectedWords, sideLine, usesWords } from "./affectedWords.ts";
import { markdownLine, markdownText } from "./markdownText.ts";
import type { DriftParts } from "./parts.ts";
import { partsLines } from "./partsMarkdown.ts";
import {
  aspectWords,
  columnWords,
  multivariateWords,
  percentWords,
  ruleWords,
  verdictTitles,
  verdictWords,
} from "./words.ts";

/** The report for a pull request or a note, with the same part by part where that was asked for. */
export function driftMarkdown(report: DriftReport, parts: DriftParts | null = null): string {
  const rows = report.columns.map((column) => markdownLine(cellsOf(report, column)));
  const slice = report.slice === null ? [] : [`- Rows: ${markdownText(report.slice)}`];
  const leftOut = report.leftOut.map(({ name, reason }) => `- ${markdownText(name)}: ${markdownText(reason)}`);
  return [
    `# ${verdictTitles[report.verdict]}`,
    "",
    markdownText(verdictWords(report)),
    "",
    `- Reference: ${markdownText(sideLine(report, "reference"))}`,
    `- Current: ${markdownText(sideLine(report, "current"))}`,
    ...slice,
    "",
    markdownLine([
      "column",
      "verdict",
      "decided by",
      "missing before",
      "missing now",
      "new categories",
      "gone categories",
    ]),
    markdownLine(["---", "---", "---", "---:", "---:", "---:", "---:"]),
    ...rows,
    "",
    ...(parts === null ? [] : ["## Part by part", "", ...partsLines(parts)]),
    ...(report.multivariate === null ? [] : [...multivariateWords(report.multivariate).map(markdownText), ""]),
    ...affectedLines(report),
    ...(leftOut.length === 0 ? [] : ["Not compared:", "", ...leftOut, ""]),
    markdownText(ruleWords(report)),
    "",
  ].join("\n");
}

function affectedLines({ affected }: DriftReport): string[] {
  if (affected === null) return [];
  const runs = affected.runs.map(
    (run) =>
      `- ${markdownText(run.name)} (${run.id}): ${markdownText(usesWords(run))}${run.commit === null ? "" : `; code ${run.commit}`}`,
  );
  const commits = affectedCommits(affected).map(({ commit, what }) => `- ${commit}: ${markdownText(what)}`);
  return [
    markdownText(affectedWords(affected)),
    "",
    ...(runs.length === 0 ? [] : [...runs, ""]),
    ...(commits.length === 0 ? [] : ["Commits:", "", ...commits, ""]),
  ];
}

function cellsOf(
  { reference, current }: DriftReport,
  { name, role, verdict, aspects: [first], missing, categories }: DriftColumn,
) {
  return [
    markdownText(columnWords({ name, role })),
    verdictTitles[verdict],
    first === undefined ? "" : markdownText(aspectWords(first)),
    percentWords(missing.reference, reference.rows),
    percentWords(missing.current, current.rows),
    String(categories?.appearedCount ?? ""),
    String(categories?.vanishedCount ?? ""),
  ];
}
