import { toMetricValue } from "../../protocol/entities.ts";
import type { RunsTableRow } from "../../protocol/runsTableRequests.ts";
import { meanOfRepeats } from "../../statistics/comparison/repeats.ts";
import { findRun } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { parseRunQuery } from "../search/runQuery.ts";
import { filterOf } from "./runListQuery.ts";
import { runSummarizer } from "./runSummary.ts";
import { tableColumn } from "./tableColumn.ts";
import type { ViewDependencies, Views } from "./views.ts";

/** Answers with rows of the runs table, found beside the engine's own work. */
export const runsTableView = ({
  store,
  reads,
}: ViewDependencies): Pick<Views, "runs/table" | "runs/constants" | "runs/groups"> => ({
  "runs/table": async ({ experimentId, filter, columns, sort, offset, limit }) => {
    const { tables } = store;
    const goalOf = goalsWith(tables.metricGoals.list());
    const { rows, byStatus } = await reads.read("runsTable", {
      experimentIds: [experimentId],
      view: "ACTIVE_ONLY",
      ...filterOf(filter, (text) => parseRunQuery(text, goalOf)),
      columns: columns.map((column) => tableColumn(column, goalOf)),
      sort: sort.map(({ column, descending }) => ({ column: tableColumn(column, goalOf), descending })),
      offset,
      limit,
    });
    const summarize = runSummarizer(tables);
    return {
      rows: rows.map(
        ({ runId, cells }): RunsTableRow => ({
          run: summarize(findRun(tables, runId)),
          cells: cells.map((cell) => (typeof cell === "number" ? toMetricValue(cell) : cell)),
        }),
      ),
      total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
      byStatus,
    };
  },
  "runs/groups": async ({ experimentId, filter, by, columns }) => {
    const goalOf = goalsWith(store.tables.metricGoals.list());
    const { groups, all } = await reads.read("runGroups", {
      experimentIds: [experimentId],
      view: "ACTIVE_ONLY",
      ...filterOf(filter, (text) => parseRunQuery(text, goalOf)),
      by,
      columns: columns.map((column) => tableColumn(column, goalOf)),
      most: mostGroups,
    });
    return {
      groups: groups.map(({ values, runs, numbers }) => ({
        values: values.map((value) => (value === null ? null : String(value))),
        runs,
        cells: numbers.map((own) => (own.length === 0 ? null : meanOfRepeats(own))),
      })),
      more: all - groups.length,
    };
  },
  "runs/constants": async ({ experimentId, filter }) => {
    const goalOf = goalsWith(store.tables.metricGoals.list());
    const params = await reads.read("constantParams", {
      experimentIds: [experimentId],
      view: "ACTIVE_ONLY",
      ...filterOf(filter, (text) => parseRunQuery(text, goalOf)),
    });
    return { params: [...params] };
  },
});

const mostGroups = 1000;
