import type { Facet } from "../../kit/facetTable.ts";
import type { Report } from "./report.ts";

/** A line of a table grows unreadable sooner than the table gets long. */
const mostColumns = 6;

/** The comparison as GitHub-flavoured Markdown. What scripts logged is text in it, never markup. */
export function comparisonMarkdown(report: Report): string {
  const names = report.runs.map((run) => run.name);
  const wide = names.length <= mostColumns;
  const parts = [
    `# ${report.title}`,
    `Written ${report.written} UTC. ${report.metricNote} Best values are bold.`,
    "## Runs",
    table(
      ["Run", ...report.runFacts],
      report.runs.map((run) => [run.name, ...run.facts].map(markdownText)),
    ),
    ...report.sections.flatMap(({ title, facets }) => [
      `## ${title}`,
      wide
        ? table(
            [title, ...names],
            facets.map((facet) => [markdownText(facet.key), ...names.map((_, run) => cell(facet, run))]),
          )
        : table(
            ["Run", ...facets.map((facet) => facet.key)],
            names.map((name, run) => [markdownText(name), ...facets.map((facet) => cell(facet, run))]),
          ),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function cell(facet: Facet, run: number): string {
  const text = markdownText(facet.cells[run]?.text ?? "");
  return facet.best.includes(run) && text !== "" ? `**${text}**` : text;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head.map(markdownText)), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that reads as itself inside a table's cell. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_[\]|~#!]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\r\n\t]+/g, " ")
    .trim();
}
