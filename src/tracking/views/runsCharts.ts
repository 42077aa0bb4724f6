import { toMetricValue } from "../../protocol/entities.ts";
import { mostPoints } from "../../protocol/runsChartsRequests.ts";
import type { TablePage } from "../../store/runsTable.ts";
import { findExperiment } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { parseRunQuery } from "../search/runQuery.ts";
import { importanceReport } from "./importanceReport.ts";
import { filterOf } from "./runListQuery.ts";
import { tableColumn } from "./tableColumn.ts";
import type { ViewDependencies, Views } from "./views.ts";

const mostParams = 100;

/** Answers with what charts over many runs need, found beside the engine's own work. */
export const runsChartsViews = ({
  store,
  reads,
}: ViewDependencies): Pick<Views, "runs/points" | "runs/importance"> => ({
  "runs/points": async ({ experimentId, filter, columns }) => {
    const goalOf = goalsWith(store.tables.metricGoals.list());
    const page = await reads.read("runsTable", {
      experimentIds: [experimentId],
      view: "ACTIVE_ONLY",
      ...filterOf(filter, (text) => parseRunQuery(text, goalOf)),
      columns: [{ of: "text", attribute: "run_name" }, ...columns.map((column) => tableColumn(column, goalOf))],
      sort: [],
      offset: 0,
      limit: mostPoints,
    });
    return {
      runs: page.rows.map(({ runId, cells: [name, ...cells] }) => ({
        id: runId,
        name: String(name ?? ""),
        cells: cells.map((cell) => (typeof cell === "number" ? toMetricValue(cell) : cell)),
      })),
      total: totalOf(page),
    };
  },
  "runs/importance": async ({ experimentId, filter, metric, goal: chosen }) => {
    const { tables } = store;
    const goalOf = goalsWith(tables.metricGoals.list());
    const goal = goalOf(metric.key) ?? chosen;
    if (goal === undefined) {
      return { reason: `It is not known whether a small or a large ${metric.key} is better.`, needsGoal: true };
    }
    const selection = {
      experimentIds: [experimentId],
      view: "ACTIVE_ONLY",
      ...filterOf(filter, (text) => parseRunQuery(text, goalOf)),
    } as const;
    const constants = new Set(await reads.read("constantParams", selection));
    const differing = tables.keys
      .list(findExperiment(tables, experimentId).id)
      .flatMap(({ kind, key }) => (kind === "param" && !constants.has(key) ? key : []));
    const keys = differing.slice(0, mostParams);
    const page = await reads.read("runsTable", {
      ...selection,
      columns: [tableColumn(metric, goalOf), ...keys.map((key) => ({ of: "param", key }) as const)],
      sort: [],
      offset: 0,
      limit: mostPoints,
    });
    const report = await importanceReport({ goal, keys, rows: page.rows.map(({ cells }) => cells) });
    if ("reason" in report) return { ...report, needsGoal: false };
    return { ...report, goal, total: totalOf(page), more: differing.length - keys.length };
  },
});

const totalOf = ({ byStatus }: TablePage): number => Object.values(byStatus).reduce((sum, count) => sum + count, 0);
