import { type CodeState, type Comparison, fromMetricValue, type MetricSummary } from "../../protocol/entities.ts";
import { bestIndices } from "../../statistics/best.ts";
import type { Tables } from "../../store/tables.ts";
import { experimentOf, findRun } from "../lookup.ts";
import { type GoalOf, goalsWith } from "../metricGoal.ts";
import { metricSummary } from "./metricSummary.ts";
import { runSummarizer } from "./runSummary.ts";

/** Runs side by side. */
export function compareRuns(
  tables: Tables,
  runIds: readonly string[],
  codeOf: (runId: string) => CodeState,
): Comparison {
  const rows = runIds.map((id) => findRun(tables, id));
  const goalOf = goalsWith(tables.metricGoals.list());
  const metrics = rows.map((row) => tables.series.list(row.id).map((series) => metricSummary(series, goalOf)));
  const tags = rows.map((row) => tables.tags.list(row.id).filter(({ key }) => !/^(mlflow|tidemark)\./.test(key)));
  return {
    runs: rows.map(runSummarizer(tables)),
    experimentNames: rows.map((row) => experimentOf(tables, row).name),
    params: textRows(rows.map((row) => tables.params.list(row.id))),
    metrics: metricRows(metrics, goalOf),
    tags: textRows(tags),
    codes: rows.map((row) => codeOf(row.run_id)),
  };
}

/** One row for each key that any of the runs has, with each run's entry in its place. */
function table<T extends { readonly key: string }>(columns: readonly (readonly T[])[]) {
  const byKey = columns.map((column) => new Map(column.map((entry) => [entry.key, entry])));
  const keys = [...new Set(columns.flatMap((column) => column.map(({ key }) => key)))].sort();
  return keys.map((key) => ({ key, cells: byKey.map((column) => column.get(key) ?? null) }));
}

const differ = (values: readonly unknown[]): boolean => values.some((value) => value !== values[0]);

const textRows = (columns: readonly (readonly { readonly key: string; readonly value: string }[])[]) =>
  table(columns).map(({ key, cells }) => {
    const values = cells.map((cell) => cell?.value ?? null);
    return { key, values, differs: differ(values) };
  });

function metricRows(columns: readonly (readonly MetricSummary[])[], goalOf: GoalOf): Comparison["metrics"] {
  return table(columns).map(({ key, cells }) => {
    const goal = goalOf(key);
    const bests = cells.map((cell) => {
      const point = goal === "max" ? cell?.max : cell?.min;
      return point === null || point === undefined ? null : fromMetricValue(point.value);
    });
    const shown = cells.map((cell) => cell && `${cell.last.value} ${cell.min?.value} ${cell.max?.value}`);
    return { key, goal, cells, best: [...bestIndices(bests, goal)], differs: differ(shown) };
  });
}
