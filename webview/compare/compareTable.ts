import type { TemplateResult } from "lit";
import type { Comparison, MetricGoal, RunSummary } from "../../src/protocol/entities.ts";
import { formatAge, formatDuration } from "../../src/protocol/format.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { type Facet, facetTable, facetText } from "../kit/facetTable.ts";
import { goalButton } from "../kit/goalButton.ts";
import { statusBadge } from "../kit/icon.ts";
import type { Sort } from "../kit/sorting.ts";
import { type RunControls, runName } from "./runName.ts";

export interface CompareTableOptions {
  readonly comparison: Comparison;
  readonly facets: readonly Facet[];
  readonly controls: RunControls;
  readonly highlight: string | null;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly setGoal: (key: string, goal: MetricGoal) => void;
  readonly now: number;
}

/** A run stands in the column: reads best for a few. Sections keep metrics, parameters, code and tags apart. */
export const runsAsColumns = ({ comparison, facets, controls, setGoal, now }: CompareTableOptions): TemplateResult =>
  facetTable({
    caption: "Comparison, runs as columns",
    subjects: comparison.runs.map((run) => ({
      id: run.id,
      label: run.name,
      header: runName(run, controls, comparison.runs.length > 1),
    })),
    facts: runFacts(now).map(({ id, fact, of }) => ({
      id,
      fact,
      of: (index) => {
        const run = comparison.runs[index];
        return run === undefined ? null : of(run);
      },
    })),
    facets,
    setGoal,
    testId: "compare-table",
  });

/** A run stands in the line: reads best for many, and sorts by anything. */
export function runsAsRows(options: CompareTableOptions): TemplateResult {
  const { comparison, facets, controls, highlight, setGoal } = options;
  interface Row {
    readonly run: RunSummary;
    readonly index: number;
  }
  const columns: Column<Row>[] = [
    {
      id: "name",
      label: "Run",
      cell: ({ run }) => runName(run, controls, comparison.runs.length > 1),
      sort: ({ run }) => run.name,
    },
    { id: "status", label: "Status", cell: ({ run }) => statusBadge(run.status), sort: ({ run }) => run.status },
    {
      id: "duration",
      label: "Duration",
      cell: ({ run }) => formatDuration((run.endTime ?? options.now) - run.startTime),
      sort: ({ run }) => (run.endTime ?? options.now) - run.startTime,
    },
    ...facets.map(
      (facet): Column<Row> => ({
        id: facet.id,
        label: facet.key,
        title: `${facet.section}: ${facet.key}`,
        numeric: facet.cells.every((cell) => cell.sort === null || typeof cell.sort === "number"),
        ...(facet.goal === undefined ? {} : { extra: goalButton(facet.key, facet.goal, setGoal) }),
        cell: ({ index }) => facetText(facet, index),
        cellTitle: ({ index }) => facet.cells[index]?.title,
        cellClass: ({ index }) => (facet.best.includes(index) ? "best" : ""),
        sort: ({ index }) => facet.cells[index]?.sort ?? null,
      }),
    ),
  ];
  return dataTable({
    caption: "Comparison, runs as rows",
    columns,
    rows: comparison.runs.map((run, index) => ({ run, index })),
    key: ({ run }) => run.id,
    sort: options.sort,
    onSort: options.onSort,
    onHover: (row) => controls.hover(row?.run.id ?? null),
    rowClass: ({ run }) => (run.id === highlight ? "highlight" : ""),
    testId: "compare-table",
  });
}

const runFacts = (now: number): { id: string; fact: string; of: (run: RunSummary) => unknown }[] => [
  { id: "fact:status", fact: "Status", of: (run) => statusBadge(run.status) },
  { id: "fact:started", fact: "Started", of: (run) => formatAge(run.startTime, now) },
  { id: "fact:duration", fact: "Duration", of: (run) => formatDuration((run.endTime ?? now) - run.startTime) },
];
