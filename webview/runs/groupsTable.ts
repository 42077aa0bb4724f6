import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../src/protocol/format.ts";
import type { RunsColumn, RunsGroup } from "../../src/protocol/runsTableRequests.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { Sort } from "../kit/sorting.ts";
import { columnLabel } from "./columns.ts";

export type GroupColumn = Extract<RunsColumn, { of: "param" | "tag" }>;
export type MetricColumn = Extract<RunsColumn, { of: "metric" }>;

interface GroupsOptions {
  readonly by: readonly GroupColumn[];
  readonly columns: readonly MetricColumn[];
  readonly groups: readonly RunsGroup[];
  readonly more: number;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly onOpen: (group: RunsGroup) => void;
}

/** Groups of runs with the mean of each metric, its interval and how many runs it is of. */
export function groupsTable({ by, columns, groups, more, sort, onSort, onOpen }: GroupsOptions): TemplateResult {
  const all: Column<RunsGroup>[] = [
    ...by.map((column, place): Column<RunsGroup> => {
      const number = ({ values }: RunsGroup): number => Number(values[place] ?? Number.NaN);
      const isNumbers = groups.every((group) => group.values[place] == null || Number.isFinite(number(group)));
      return {
        id: `by ${place}`,
        label: columnLabel(column),
        cell: ({ values }) => values[place] ?? html`<span class="muted">none</span>`,
        sort: (group) => (isNumbers ? number(group) : (group.values[place] ?? null)),
      };
    }),
    {
      id: "runs",
      label: "Runs",
      numeric: true,
      cell: (group) =>
        html`<button type="button" class="link" title="Show these runs" data-testid="group-open" @click=${() => onOpen(group)}>${group.runs.toLocaleString("en")}</button>`,
      sort: ({ runs }) => runs,
    },
    ...columns.map(
      (column, place): Column<RunsGroup> => ({
        id: `metric ${place}`,
        label: columnLabel(column),
        title: "Mean over the runs of the group ± half of its 95 % interval (Student's t), and of how many runs it is.",
        numeric: true,
        cell: ({ cells }) => meanWords(cells[place] ?? null),
        cellTitle: ({ cells }) => cells[place]?.intervalReason,
        sort: ({ cells }) => cells[place]?.mean ?? null,
      }),
    ),
  ];
  return html`<div class="runs-groups">
    ${dataTable({ caption: "Groups of runs", columns: all, rows: groups, key: ({ values }) => JSON.stringify(values), sort, onSort, testId: "runs-groups" })}
    ${more === 0 ? null : html`<p class="muted">${more.toLocaleString("en")} smaller groups are not shown.</p>`}
  </div>`;
}

function meanWords(cell: RunsGroup["cells"][number]): TemplateResult | string {
  if (cell === null) return "";
  const { mean, interval, n } = cell;
  const half = interval === null ? "" : ` ± ${formatNumber((interval.high - interval.low) / 2, 2)}`;
  return html`${formatNumber(mean)}${half} <span class="muted">n ${n}</span>`;
}
