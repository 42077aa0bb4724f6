import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "./icon.ts";
import { type Sort, type SortValue, sortedBy } from "./sorting.ts";

export interface Column<R> {
  readonly id: string;
  readonly label: string;
  /** Shown in the header instead of the label. */
  readonly header?: TemplateResult;
  /** Stands beside the header, outside of the button that sorts. */
  readonly extra?: TemplateResult;
  readonly title?: string;
  /** Right-aligned, with digits of equal width. */
  readonly numeric?: boolean;
  readonly cell: (row: R) => unknown;
  /** Whole text of a cell that may be cut. */
  readonly cellTitle?: (row: R) => string | undefined;
  readonly cellClass?: (row: R) => string;
  /** What rows are sorted by; without it the column cannot be sorted. */
  readonly sort?: (row: R) => SortValue;
}

export interface TableOptions<R> {
  /** What the table is, for screen readers. */
  readonly caption: string;
  /** The first is the row's name: it stays in sight while the rest scrolls. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly key: (row: R) => string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly onHover?: (row: R | null) => void;
  readonly rowClass?: (row: R) => string;
  readonly testId: string;
}

/** A table with header and first column that stay in sight. Columns sort in turn: first way, other way, not at all. */
export function dataTable<R>(options: TableOptions<R>): TemplateResult {
  const { columns, sort, onHover } = options;
  const sortColumn = columns.find((column) => column.id === sort?.column);
  const rows =
    sort === null || sortColumn?.sort === undefined
      ? options.rows
      : sortedBy(options.rows, sortColumn.sort, sort.descending);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${options.caption} data-testid=${options.testId}>
    <table class="data-table">
      <thead>
        <tr>${columns.map((column) => headerCell(column, options))}</tr>
      </thead>
      <tbody @pointerleave=${() => onHover?.(null)}>
        ${repeat(
          rows,
          options.key,
          (row) => html`<tr
          class=${options.rowClass?.(row) ?? nothing}
          data-key=${options.key(row)}
          @pointerenter=${onHover === undefined ? nothing : () => onHover(row)}
        >${columns.map((column, index) => bodyCell(column, row, index === 0))}</tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function headerCell<R>(column: Column<R>, { sort, onSort }: TableOptions<R>): TemplateResult {
  const order = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : "none";
  const turn = (): void => {
    // Of numbers the largest is what one looks for first.
    const firstWay = column.numeric ?? false;
    if (order === "none") onSort({ column: column.id, descending: firstWay });
    else onSort((order === "descending") === firstWay ? { column: column.id, descending: !firstWay } : null);
  };
  const content = column.header ?? column.label;
  const extra = column.extra ?? null;
  return html`<th scope="col" class=${column.numeric ? "number" : ""} title=${ifDefined(column.title)} aria-sort=${column.sort === undefined ? nothing : order}>
    ${
      column.sort === undefined
        ? content
        : html`<button type="button" class="sort-button" @click=${turn}>
            <span class="cut">${content}</span>${order === "none" ? null : icon(order === "ascending" ? "triangle-up" : "triangle-down")}
          </button>${extra}`
    }
  </th>`;
}

function bodyCell<R>(column: Column<R>, row: R, first: boolean): TemplateResult {
  const name = `${column.numeric ? "number " : ""}${column.cellClass?.(row) ?? ""}`;
  const title = column.cellTitle?.(row);
  return first
    ? html`<th scope="row" class=${name} title=${ifDefined(title)}>${column.cell(row)}</th>`
    : html`<td class=${name} title=${ifDefined(title)}>${column.cell(row)}</td>`;
}
