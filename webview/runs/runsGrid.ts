import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { RunsColumn, RunsSort, RunsTableRow } from "../../src/protocol/runsTableRequests.ts";
import type { ColumnPlace } from "../grid/columnWindow.ts";
import type { RowWindow } from "../grid/rowWindow.ts";
import { icon, iconButton, statusBadge } from "../kit/icon.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import { cellText, columnId, columnKind, columnLabel, isNumeric } from "./columns.ts";
import { isFiltered } from "./valueGroups.ts";

export const rowHeight = 24;
export const headerHeight = 46;
/** Room for the choice, the star and the name of each run. */
export const nameWidth = 250;

interface GridView {
  readonly columns: readonly RunsColumn[];
  readonly places: readonly ColumnPlace[];
  readonly window: RowWindow;
  readonly width: number;
  readonly height: number;
  readonly row: (position: number) => RunsTableRow | undefined;
  readonly sort: readonly RunsSort[];
  readonly chosen: ReadonlySet<string>;
  readonly active: number;
}

interface GridActions {
  readonly sortBy: (column: RunsColumn, isAdded: boolean) => void;
  readonly beginResize: (event: PointerEvent, column: number) => void;
  readonly remove: (column: number) => void;
  readonly move: (column: number, by: -1 | 1) => void;
  /** Shows a column's values to choose from. */
  readonly filter: (column: RunsColumn) => void;
  readonly choose: (runId: string) => void;
  readonly star: (runId: string, isStarred: boolean) => void;
  readonly open: (runId: string) => void;
  readonly activate: (row: number) => void;
}

/** By how many rows a key moves; undefined for any other key. @param viewport the height of the rows in sight, in pixels */
export function rowsMoved(key: string, total: number, viewport: number): number | undefined {
  const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total },
  };
  return moves[key];
}

const nameColumn: RunsColumn = { of: "attribute", name: "name" };

/** What is in sight of the table of runs. The first column stays. */
export function runsGrid(view: GridView, actions: GridActions): TemplateResult {
  const { window, places } = view;
  const positions = Array.from({ length: window.count }, (_, index) => window.first + index);
  return html`<div class="grid-sizer" ${inlineStyle({ width: `${view.width}px`, height: `${view.height}px` })}>
    <div class="grid-head runs-head" role="row" aria-rowindex="1" ${inlineStyle({ width: `${view.width}px` })}>
      <div class="runs-name runs-corner" role="columnheader" aria-sort=${orderOf(nameColumn, view.sort)}>
        ${titleButton(nameColumn, view.sort, actions)}
      </div>
      ${repeat(
        places,
        ({ index }) => columnId(view.columns[index] ?? nameColumn),
        (place) => header(place, view, actions),
      )}
    </div>
    <div class="grid-body" role="presentation" ${inlineStyle({ transform: `translateY(${headerHeight + window.top}px)` })}>
      ${positions.map((position) => bodyRow(position, view, actions))}
    </div>
  </div>`;
}

const sortOf = (column: RunsColumn, sort: readonly RunsSort[]): number =>
  sort.findIndex((one) => columnId(one.column) === columnId(column));

function orderOf(column: RunsColumn, sort: readonly RunsSort[]): "none" | "ascending" | "descending" {
  const found = sort[sortOf(column, sort)];
  return found === undefined ? "none" : found.descending ? "descending" : "ascending";
}

function titleButton(column: RunsColumn, sort: readonly RunsSort[], { sortBy }: GridActions): TemplateResult {
  const at = sortOf(column, sort);
  const found = sort[at];
  return html`<button
    type="button"
    class="grid-title"
    title=${`${columnLabel(column)}: click to sort, with Shift beside other columns.`}
    data-testid="runs-title"
    @click=${(event: MouseEvent) => sortBy(column, event.shiftKey)}
  >
    <span class="cut">${columnLabel(column)}</span>
    ${found === undefined ? nothing : icon(found.descending ? "arrow-down" : "arrow-up")}
    ${found !== undefined && sort.length > 1 ? html`<span class="muted">${at + 1}</span>` : nothing}
  </button>`;
}

function header({ index, left, width }: ColumnPlace, view: GridView, actions: GridActions): TemplateResult {
  const column = view.columns[index] ?? nameColumn;
  const label = columnLabel(column);
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || (by !== -1 && by !== 1)) return;
    event.preventDefault();
    event.stopPropagation();
    actions.move(index, by);
  };
  return html`<div
    class="grid-header runs-header"
    role="columnheader"
    aria-colindex=${index + 2}
    aria-sort=${orderOf(column, view.sort)}
    @keydown=${onKey}
    ${inlineStyle({ left: `${nameWidth + left}px`, width: `${width}px` })}
  >
    ${titleButton(column, view.sort, actions)}
    <span class="grid-type cut muted">${columnKind(column)}</span>
    <span class="runs-tools">
      ${isFiltered(column) ? iconButton("filter", `Filter by ${label}`, () => actions.filter(column), { testId: "column-filter" }) : nothing}
      ${iconButton("arrow-left", `Move ${label} left (Alt+Left)`, () => actions.move(index, -1), { testId: "column-left" })}
      ${iconButton("arrow-right", `Move ${label} right (Alt+Right)`, () => actions.move(index, 1), { testId: "column-right" })}
      ${iconButton("close", `Hide ${label}`, () => actions.remove(index), { testId: "column-hide" })}
    </span>
    <span class="grid-resize" aria-hidden="true" @pointerdown=${(event: PointerEvent) => actions.beginResize(event, index)}></span>
  </div>`;
}

function bodyRow(position: number, view: GridView, actions: GridActions): TemplateResult {
  const row = view.row(position);
  const isActive = view.active === position;
  const isChosen = row !== undefined && view.chosen.has(row.run.id);
  return html`<div
    class=${`grid-row runs-row${isChosen ? " chosen" : ""}${isActive ? " active" : ""}`}
    role="row"
    id=${isActive ? "active-run" : nothing}
    aria-rowindex=${position + 2}
    aria-selected=${isChosen}
    @pointerdown=${() => actions.activate(position)}
  >
    <div class="runs-name" role="rowheader">${row === undefined ? nothing : nameCell(row, isChosen, actions)}</div>
    ${view.places.map(({ index, left, width }) => {
      const column = view.columns[index] ?? nameColumn;
      const value = row?.cells[index] ?? null;
      const numeric = isNumeric(column) ? " number" : "";
      const isStatus = column.of === "attribute" && column.name === "status" && row !== undefined;
      const text = cellText(column, value);
      return html`<div
        class=${`grid-cell${row === undefined ? " waiting" : ""}${numeric}`}
        role="gridcell"
        aria-colindex=${index + 2}
        title=${value === null || isStatus ? nothing : column.of === "metric" ? String(value) : text}
        ${inlineStyle({ left: `${nameWidth + left}px`, width: `${width}px` })}
      >${isStatus ? statusBadge(row.run.status) : text}</div>`;
    })}
  </div>`;
}

function nameCell({ run }: RunsTableRow, isChosen: boolean, actions: GridActions): TemplateResult {
  return html`<input
      type="checkbox"
      tabindex="-1"
      aria-label=${`Choose ${run.name}`}
      data-testid="run-choose"
      .checked=${isChosen}
      @change=${() => actions.choose(run.id)}
    />
    ${iconButton(run.starred ? "star-full" : "star-empty", run.starred ? "Remove the star" : "Star", () => actions.star(run.id, !run.starred), { pressed: run.starred, testId: "run-star" })}
    <button type="button" class="link cut" tabindex="-1" title=${run.name} data-testid="run-open" @click=${() => actions.open(run.id)}>${run.name}</button>`;
}
