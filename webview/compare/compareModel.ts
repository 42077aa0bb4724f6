import {
  type CodeState,
  type Comparison,
  fromMetricValue,
  type MetricSummary,
  type MetricValue,
} from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { Facet, FacetCell } from "../kit/facetTable.ts";
import { bestIndices, bestPoint } from "../kit/metricFacts.ts";
import { sortableText } from "../kit/sorting.ts";
import type { Layout, Statistic } from "./compareMemory.ts";

/** With more runs than this, runs read better as rows. */
const mostColumns = 6;

export const runsAsRows = (layout: Layout, runs: number): boolean =>
  layout === "rows" || (layout === "auto" && runs > mostColumns);

/** One thing that runs have, with what each of them says. */
type RunFacet = Facet<"Metrics" | "Parameters" | "Code" | "Tags">;

/** What runs differ in, or all of it: metrics first, then parameters, code and tags, those that differ before the rest. */
export function facets(comparison: Comparison, options: { showAll: boolean; statistic: Statistic }): RunFacet[] {
  const kept = <T extends { readonly differs: boolean }>(rows: readonly T[]): T[] => [
    ...rows.filter((row) => row.differs),
    ...(options.showAll ? rows.filter((row) => !row.differs) : []),
  ];
  const texts =
    (section: "Parameters" | "Tags") =>
    (row: { key: string; values: readonly (string | null)[] }): RunFacet => ({
      id: `${section}:${row.key}`,
      section,
      key: row.key,
      cells: row.values.map(textCell),
      best: [],
    });
  return [
    ...kept(comparison.metrics).map((row) => metricFacet(row, options.statistic)),
    ...kept(comparison.params).map(texts("Parameters")),
    ...kept(codeRows(comparison.codes)).map(
      (row): RunFacet => ({ ...texts("Tags")(row), id: `Code:${row.key}`, section: "Code" }),
    ),
    ...kept(comparison.tags).map(texts("Tags")),
  ];
}

const textCell = (text: string | null): FacetCell => ({ text, title: text ?? "Not set", sort: sortableText(text) });

function metricFacet(row: Comparison["metrics"][number], statistic: Statistic): RunFacet {
  const values = row.cells.map((cell) => (cell === null ? null : statisticOf(cell, statistic)));
  return {
    id: `Metrics:${row.key}`,
    section: "Metrics",
    key: row.key,
    goal: row.goal,
    cells: row.cells.map((cell, index) => metricCell(cell, values[index] ?? null)),
    best: statistic === "best" ? row.best : bestIndices(values, row.goal),
  };
}

/** The one value of a metric that is shown; without a known direction its latest stands for the best. */
export function statisticOf(summary: MetricSummary, statistic: Statistic): MetricValue | null {
  if (statistic === "best") return (bestPoint(summary) ?? summary.last).value;
  return summary[statistic]?.value ?? null;
}

function metricCell(summary: MetricSummary | null, value: MetricValue | null): FacetCell {
  if (summary === null || value === null) return { text: null, title: "Not logged", sort: null };
  const { last, min, max, count } = summary;
  const title = [
    `last ${last.value} at step ${last.step}`,
    ...(min === null ? [] : [`min ${min.value} at step ${min.step}`]),
    ...(max === null ? [] : [`max ${max.value} at step ${max.step}`]),
    `${count} points`,
  ].join("\n");
  return { text: formatNumber(value), title, sort: fromMetricValue(value) };
}

function codeRows(codes: readonly CodeState[]): { key: string; values: (string | null)[]; differs: boolean }[] {
  const row = (key: string, value: (code: CodeState) => string | null) => {
    const values = codes.map(value);
    return { key, values, differs: new Set(values).size > 1 };
  };
  return [
    row("Commit", (code) => code.commit?.slice(0, 10) ?? null),
    row("Uncommitted changes", (code) =>
      code.status !== "recorded" ? null : code.dirty ? `${code.changedFiles} files` : "none",
    ),
    row("Branch", (code) => code.branch),
  ];
}
