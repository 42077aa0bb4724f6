import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DataColumn } from "../../src/protocol/dataEntities.ts";
import type { ColumnSort, GridRow } from "../../src/protocol/gridEntities.ts";
import { icon } from "../kit/icon.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import { type ColumnPlace, isNumeric } from "./columnWindow.ts";
import { filterHelp } from "./filterText.ts";
import type { RowWindow } from "./rowWindow.ts";
import { type CellPlace, rectangle } from "./selection.ts";

export const rowHeight = 22;
export const headerHeight = 66;
/** Room for the numbers of the rows. */
export const gutter = 76;

export interface TableView {
  readonly label: string;
  readonly columns: readonly DataColumn[];
  readonly places: readonly ColumnPlace[];
  readonly window: RowWindow;
  readonly total: number;
  readonly width: number;
  readonly height: number;
  readonly row: (position: number) => GridRow | undefined;
  readonly sort: readonly ColumnSort[];
  readonly filters: Readonly<Record<string, string>>;
  readonly active: CellPlace;
  readonly anchor: CellPlace;
}

export interface TableActions {
  readonly sortBy: (column: string, add: boolean) => void;
  readonly filterBy: (column: string, text: string) => void;
  readonly beginResize: (event: PointerEvent, column: number) => void;
  readonly select: (cell: CellPlace, extend: boolean) => void;
}

/** What is in sight of a table: header, filters and cells, each where it belongs. */
export function gridTable(view: TableView, actions: TableActions): TemplateResult {
  const { window, places } = view;
  const positions = Array.from({ length: window.count }, (_, index) => window.first + index);
  return html`<div class="grid-sizer" ${inlineStyle({ width: `${view.width}px`, height: `${view.height}px` })}>
    <div class="grid-head" role="row" aria-rowindex="1" ${inlineStyle({ width: `${view.width}px` })}>
      <div class="grid-corner" role="columnheader" aria-label="Row">#</div>
      ${repeat(
        places,
        ({ index }) => index,
        (place) => header(place, view, actions),
      )}
    </div>
    <div class="grid-body" role="presentation" ${inlineStyle({ transform: `translateY(${headerHeight + window.top}px)` })}>
      ${positions.map((position) => bodyRow(position, view, actions))}
    </div>
  </div>`;
}

function header({ index, left, width }: ColumnPlace, view: TableView, actions: TableActions): TemplateResult {
  const column = view.columns[index] ?? { name: "", type: "" };
  const at = view.sort.findIndex((sort) => sort.column === column.name);
  const sort = view.sort[at];
  const order = sort === undefined ? "none" : sort.descending ? "descending" : "ascending";
  const text = view.filters[column.name] ?? "";
  return html`<div
    class="grid-header"
    role="columnheader"
    aria-colindex=${index + 2}
    aria-sort=${order}
    ${inlineStyle({ left: `${gutter + left}px`, width: `${width}px` })}
  >
    <button
      type="button"
      class="grid-title"
      title=${`${column.name}: ${column.type}. Click to sort, with Shift beside other columns.`}
      data-testid="grid-title"
      @click=${(event: MouseEvent) => actions.sortBy(column.name, event.shiftKey)}
    >
      <span class="cut">${column.name}</span>
      ${sort === undefined ? nothing : icon(sort.descending ? "arrow-down" : "arrow-up")}
      ${sort !== undefined && view.sort.length > 1 ? html`<span class="muted">${at + 1}</span>` : nothing}
    </button>
    <span class="grid-type cut muted">${column.type.toLowerCase()}</span>
    <input
      class=${text === "" ? "grid-filter" : "grid-filter set"}
      type="text"
      spellcheck="false"
      placeholder="filter"
      aria-label=${`Filter ${column.name}`}
      title=${filterHelp}
      data-testid="grid-filter"
      .value=${text}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) actions.filterBy(column.name, event.target.value);
      }}
    />
    <span
      class="grid-resize"
      aria-hidden="true"
      @pointerdown=${(event: PointerEvent) => actions.beginResize(event, index)}
    ></span>
  </div>`;
}

function bodyRow(position: number, view: TableView, actions: TableActions): TemplateResult {
  const row = view.row(position);
  const chosen = rectangle(view.active, view.anchor);
  return html`<div class="grid-row" role="row" aria-rowindex=${position + 2}>
    <div class="grid-number" role="rowheader">${row === undefined ? "" : (row.row + 1).toLocaleString("en")}</div>
    ${view.places.map(({ index, left, width }) => {
      const value = row?.cells[index];
      const isActive = view.active.row === position && view.active.column === index;
      const isChosen =
        position >= chosen.top && position <= chosen.bottom && index >= chosen.left && index <= chosen.right;
      const kind = row === undefined ? " waiting" : value === null ? " null" : "";
      const numeric = isNumeric(view.columns[index]?.type ?? "") ? " number" : "";
      return html`<div
        class=${`grid-cell${kind}${numeric}${isChosen ? " chosen" : ""}${isActive ? " active" : ""}`}
        role="gridcell"
        id=${isActive ? "active-cell" : nothing}
        aria-colindex=${index + 2}
        aria-selected=${isChosen}
        ${inlineStyle({ left: `${gutter + left}px`, width: `${width}px` })}
        @pointerdown=${(event: PointerEvent) => actions.select({ row: position, column: index }, event.shiftKey)}
      >${row === undefined ? "" : value === null ? "null" : value === "" ? html`<span class="muted">empty</span>` : value}</div>`;
    })}
  </div>`;
}
