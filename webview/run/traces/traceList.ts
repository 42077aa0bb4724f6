import { html, type TemplateResult } from "lit";
import { formatAge } from "../../../src/protocol/format.ts";
import type { TraceSummary } from "../../../src/protocol/traceEntities.ts";
import { button } from "../../kit/controls.ts";
import { dataTable } from "../../kit/dataTable.ts";
import { formatTraceTime } from "./spanTime.ts";
import { traceStateBadge } from "./traceState.ts";

export interface TracePage {
  readonly traces: readonly TraceSummary[];
  readonly total: number;
  readonly offset: number;
}

/** How many traces are shown at once. */
export const tracesPerPage = 100;

interface ListDeps {
  readonly now: number;
  readonly open: (traceId: string) => void;
  readonly go: (offset: number) => void;
}

/** A run's traces, newest first. */
export function traceList(page: TracePage, { now, open, go }: ListDeps): TemplateResult {
  return html`${dataTable<TraceSummary>({
    caption: "Traces",
    columns: [
      {
        id: "name",
        label: "Trace",
        cell: ({ id, name }) =>
          html`<button type="button" class="link cut" data-testid="open-trace" @click=${() => open(id)}>${name ?? id}</button>`,
        cellTitle: ({ name, id }) => (name === null ? id : `${name} (${id})`),
      },
      { id: "state", label: "Status", cell: ({ state }) => traceStateBadge(state) },
      {
        id: "started",
        label: "Started",
        cell: ({ startTime }) => formatAge(startTime, now),
        cellTitle: ({ startTime }) => new Date(startTime).toLocaleString(),
      },
      {
        id: "duration",
        label: "Duration",
        numeric: true,
        cell: ({ duration }) => (duration === null ? dash : formatTraceTime(duration)),
      },
      {
        id: "spans",
        label: "Spans",
        numeric: true,
        cell: ({ spans }) => spans?.toLocaleString("en") ?? dash,
      },
      { id: "request", label: "Request", cell: ({ request }) => request ?? "", cellClass: () => "trace-preview cut" },
      {
        id: "response",
        label: "Response",
        cell: ({ response }) => response ?? "",
        cellClass: () => "trace-preview cut",
      },
    ],
    rows: page.traces,
    key: ({ id }) => id,
    sort: null,
    onSort: () => undefined,
    testId: "traces-table",
  })}
  ${page.total <= tracesPerPage && page.offset === 0 ? null : pager(page, go)}`;
}

const dash = html`<span class="muted">–</span>`;

function pager({ offset, total, traces }: TracePage, go: (offset: number) => void): TemplateResult {
  const from = traces.length === 0 ? 0 : offset + 1;
  const to = offset + traces.length;
  const number = (value: number): string => value.toLocaleString("en");
  return html`<div class="toolbar trace-pager">
    ${button("Newer", () => go(Math.max(0, offset - tracesPerPage)), { secondary: true, icon: "chevron-left", testId: "newer-traces", disabled: offset === 0 })}
    <span class="muted" role="status" data-testid="traces-shown">${number(from)}–${number(to)} of ${number(total)}</span>
    ${button("Older", () => go(offset + tracesPerPage), { secondary: true, icon: "chevron-right", testId: "older-traces", disabled: to >= total })}
  </div>`;
}
