import { csvCell } from "../../../src/protocol/csvCell.ts";
import type { Comparison, MetricSummary } from "../../../src/protocol/entities.ts";
import { bestPoint } from "../../kit/metricFacts.ts";

/** One line for each run with everything there is, numbers in full precision. */
export function comparisonCsv(comparison: Comparison): string {
  const { runs, experimentNames, params, metrics, tags, codes } = comparison;
  const time = (value: number | null): string => (value === null ? "" : new Date(value).toISOString());
  const columns: { readonly name: string; readonly cell: (run: number) => string }[] = [
    { name: "run_id", cell: (run) => runs[run]?.id ?? "" },
    { name: "run_name", cell: (run) => runs[run]?.name ?? "" },
    { name: "experiment", cell: (run) => experimentNames[run] ?? "" },
    { name: "status", cell: (run) => runs[run]?.status ?? "" },
    { name: "start_time", cell: (run) => time(runs[run]?.startTime ?? null) },
    { name: "end_time", cell: (run) => time(runs[run]?.endTime ?? null) },
    { name: "commit", cell: (run) => codes[run]?.commit ?? "" },
    { name: "snapshot", cell: (run) => codes[run]?.snapshot ?? "" },
    ...params.map(({ key, values }) => ({ name: `param.${key}`, cell: (run: number) => values[run] ?? "" })),
    ...metrics.flatMap(({ key, cells }) =>
      figures.map(([figure, of]) => ({
        name: `metric.${key}.${figure}`,
        cell: (run: number) => {
          const summary = cells[run];
          return summary === null || summary === undefined ? "" : String(of(summary) ?? "");
        },
      })),
    ),
    ...tags.map(({ key, values }) => ({ name: `tag.${key}`, cell: (run: number) => values[run] ?? "" })),
  ];
  const lines = [
    columns.map((column) => column.name),
    ...runs.map((_, run) => columns.map((column) => column.cell(run))),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

const figures: readonly (readonly [string, (summary: MetricSummary) => string | number | undefined])[] = [
  ["last", (summary) => summary.last.value],
  ["best", (summary) => bestPoint(summary)?.value],
  ["min", (summary) => summary.min?.value],
  ["max", (summary) => summary.max?.value],
  ["last_step", (summary) => summary.last.step],
  ["count", (summary) => summary.count],
  ["nan_count", (summary) => summary.nanCount],
];
