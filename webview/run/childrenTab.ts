import { html, type TemplateResult } from "lit";
import type { RunDetail, RunSummary } from "../../src/protocol/entities.ts";
import { formatAge, formatDuration, formatNumber } from "../../src/protocol/format.ts";
import { dataTable } from "../kit/dataTable.ts";
import { statusBadge } from "../kit/icon.ts";
import type { RunActions } from "./runHeader.ts";

/** Runs nested in this one. */
export function childrenTab({ children }: RunDetail, now: number, { host, run: act }: RunActions): TemplateResult {
  return dataTable<RunSummary>({
    caption: "Nested runs",
    columns: [
      {
        id: "name",
        label: "Run",
        cell: ({ id, name }) =>
          html`<button type="button" class="link cut" @click=${() => act(() => host.request("page/openRun", { runId: id }))}>${name}</button>`,
        cellTitle: ({ name }) => name,
      },
      { id: "status", label: "Status", cell: ({ status }) => statusBadge(status) },
      {
        id: "headline",
        label: "Metric",
        cell: ({ headline }) => (headline === null ? "" : `${headline.key} ${formatNumber(headline.value)}`),
      },
      { id: "started", label: "Started", cell: ({ startTime }) => formatAge(startTime, now) },
      {
        id: "duration",
        label: "Duration",
        cell: ({ startTime, endTime }) => formatDuration((endTime ?? now) - startTime),
      },
    ],
    rows: children,
    key: ({ id }) => id,
    sort: null,
    onSort: () => undefined,
    testId: "children-table",
  });
}
