import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { Caller } from "../../src/protocol/channel.ts";
import type { DataSource } from "../../src/protocol/dataEntities.ts";
import type { GridPageContract } from "../../src/protocol/gridPageContract.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { iconButton } from "../kit/icon.ts";
import { data, LightElement } from "../kit/lightElement.ts";
import { disconnected, emptyState, messageOf } from "../kit/notice.ts";
import { whilePointerDown } from "../kit/whilePointerDown.ts";
import { columnWindow, fittingWidths } from "./columnWindow.ts";
import { filterOf } from "./filterText.ts";
import { type GridMemory, memoryOf } from "./gridMemory.ts";
import { GridModel, isFilter, nextSort } from "./gridModel.ts";
import { gridTable, gutter, headerHeight, rowHeight } from "./gridTable.ts";
import { queryBox } from "./queryBox.ts";
import { rowWindow, scrollHeight, scrollToRow } from "./rowWindow.ts";
import { asTsv, type CellPlace, moved, rectangle } from "./selection.ts";

interface Shown {
  readonly source: DataSource;
  readonly name: string;
  readonly isText: boolean;
}

/** So many rows are copied at once at most. */
const mostCopied = 2000;
const narrowest = 40;

/** The rows of a data file, in a table of which only what is in sight exists. */
export class GridPage extends LightElement {
  static override properties = { failure: data, connected: data, active: data, whole: data };
  declare private failure: string | null;
  declare private connected: boolean;
  declare private active: CellPlace;
  /** The whole text of the active cell, when it was cut. */
  declare private whole: string | null;

  readonly #host: Caller<GridPageContract>;
  readonly #memory: PageMemory<GridMemory>;
  readonly #model: GridModel;
  readonly #scroller = createRef<HTMLElement>();
  readonly #resized = new ResizeObserver(() => this.requestUpdate());
  #shown: Shown | null = null;
  #anchor: CellPlace = { row: 0, column: 0 };
  #widths: number[] = [];
  #busy = false;

  constructor({ host, memory }: { host: Caller<GridPageContract>; memory: PageMemory<GridMemory> }) {
    super();
    this.#host = host;
    this.#memory = memory;
    this.failure = null;
    this.connected = true;
    this.active = { row: 0, column: 0 };
    this.whole = null;
    this.#model = new GridModel({ host, onChange: () => this.requestUpdate(), onError: this.#fail });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#open();
    });
    this.#host.on("fileChanged", () => this.#open());
    this.#host.on("look", (look) =>
      this.#act(async () => {
        this.#memory.update(memoryOf(look));
        await this.#showRow(look.row);
      }),
    );
    this.#act(async () => {
      const { look, ...shown } = await this.#host.request("page/ready", {});
      if (look !== undefined) this.#memory.update(memoryOf(look));
      this.#shown = shown;
      await this.#showRow(look?.row);
    });
  }

  readonly #fail = (error: unknown): void => {
    this.failure = messageOf(error);
  };

  readonly #act = (work: () => Promise<unknown>): void => {
    work().then(() => undefined, this.#fail);
  };

  readonly #open = (): void => this.#act(() => this.#show());

  async #showRow(row: number | undefined): Promise<void> {
    await this.#show();
    if (row === undefined) return;
    await this.#model.counted();
    // The table is as long as its rows only once it is drawn.
    await this.updateComplete;
    this.#goTo(row);
  }

  async #show(): Promise<void> {
    const { filters, sort, query } = this.#memory.value;
    if (this.#shown === null) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      await this.#model.show({
        source: this.#source(this.#shown),
        query,
        sort: [...sort],
        filters: Object.entries(filters)
          .map(([column, text]) => filterOf(column, text))
          .filter(isFilter),
      });
      this.failure = null;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  /** What opened the table may have said how its file is read. */
  #source({ source }: Shown): DataSource {
    return this.#memory.value.source ?? source;
  }

  #change(change: Partial<GridMemory>): void {
    this.#memory.update(change);
    this.#open();
  }

  protected override firstUpdated(): void {
    const scroller = this.#scroller.value;
    if (scroller !== undefined) this.#resized.observe(scroller);
  }

  protected override updated(_changes: PropertyValues): void {
    const scroller = this.#scroller.value;
    if (scroller !== undefined) this.#resized.observe(scroller);
  }

  readonly #scrolled = (): void => this.requestUpdate();

  get #place() {
    const scroller = this.#scroller.value;
    return {
      total: this.#model.reachable,
      rowHeight,
      viewport: Math.max(rowHeight, (scroller?.clientHeight ?? 600) - headerHeight),
      scrollTop: scroller?.scrollTop ?? 0,
    };
  }

  readonly #select = (cell: CellPlace, extend: boolean): void => {
    if (!extend) this.#anchor = cell;
    this.active = cell;
    this.whole = null;
    const head = this.#model.head;
    const column = head?.columns[cell.column];
    const text = this.#model.row(cell.row)?.cells[cell.column];
    if (column === undefined || !text?.endsWith("…")) return;
    this.#act(async () => {
      const whole = await this.#model.value(cell.row, column.name);
      if (this.active === cell) this.whole = whole;
    });
  };

  readonly #goTo = (row: number): void => {
    const scroller = this.#scroller.value;
    if (scroller === undefined || this.#model.reachable === 0) return;
    const position = Math.max(0, Math.min(this.#model.reachable - 1, row));
    this.#select({ row: position, column: this.active.column }, false);
    this.#reveal(this.active);
    scroller.focus();
  };

  #reveal({ row, column }: CellPlace): void {
    const scroller = this.#scroller.value;
    if (scroller === undefined) return;
    scroller.scrollTop = scrollToRow(row, this.#place);
    const left = this.#widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const width = this.#widths[column] ?? 0;
    const view = scroller.clientWidth - gutter;
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (left + width > scroller.scrollLeft + view) scroller.scrollLeft = left + width - view;
  }

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    const isWide = event.ctrlKey || event.metaKey;
    if (isWide && event.key.toLowerCase() === "c") {
      event.preventDefault();
      this.#act(() => this.#copy());
      return;
    }
    if (event.key === "Enter" && this.#shown?.isText === true) {
      this.#openText();
      return;
    }
    const { viewport } = this.#place;
    const bounds = {
      rows: this.#model.reachable,
      columns: this.#model.head?.columns.length ?? 0,
      page: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    };
    const to = moved(this.active, event.key, isWide, bounds);
    if (to === undefined || bounds.rows === 0) return;
    event.preventDefault();
    this.#select(to, event.shiftKey);
    this.#reveal(to);
  };

  async #copy(): Promise<void> {
    const { top, bottom, left, right } = rectangle(this.active, this.#anchor);
    const rows = await this.#model.rows(top, Math.min(mostCopied, bottom - top + 1));
    const text = asTsv(rows.map(({ cells }) => cells.slice(left, right + 1)));
    await this.#host.request("page/copy", { text });
  }

  readonly #openText = (): void => {
    const row = this.#model.row(this.active.row)?.row;
    if (row === undefined || this.#shown === null) return;
    const { column } = this.active;
    const name = this.#model.head?.columns[column]?.name ?? "";
    const place = { source: this.#source(this.#shown), row, column, name };
    this.#act(() => this.#host.request("page/openText", place));
  };

  readonly #beginResize = (event: PointerEvent, column: number): void => {
    event.preventDefault();
    const begin = event.clientX;
    const width = this.#widths[column] ?? 0;
    const name = this.#model.head?.columns[column]?.name ?? "";
    const move = ({ clientX }: PointerEvent): void => {
      const widths = { ...this.#memory.value.widths, [name]: Math.max(narrowest, width + clientX - begin) };
      this.#memory.update({ widths });
      this.requestUpdate();
    };
    whilePointerDown(move);
  };

  #bar(): TemplateResult {
    const { filters, sort, query, draft } = this.#memory.value;
    const narrowed = Object.values(filters).some((text) => text.trim() !== "") || sort.length > 0;
    return html`<div class="grid-bar" role="toolbar" aria-label="Table">
      <span data-testid="grid-count" aria-live="polite">${this.#words()}</span>
      ${this.#busy ? html`<span class="codicon codicon-loading codicon-modifier-spin" aria-label="Loading"></span>` : nothing}
      <span class="grow"></span>
      ${narrowed ? iconButton("clear-all", "Clear filters and order", () => this.#change({ filters: {}, sort: [] }), { testId: "grid-clear" }) : nothing}
      <label>Go to row <input type="number" min="1" data-testid="grid-goto" @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) this.#goTo(event.target.valueAsNumber - 1);
      }} /></label>
      ${this.#shown?.isText === true ? iconButton("go-to-file", "Show the row in the text editor", this.#openText, { testId: "grid-open-text", disabled: query !== null }) : nothing}
      ${iconButton("database", "Query with SQL", () => this.#toggleQuery(), { pressed: draft !== null, testId: "grid-query-toggle" })}
    </div>`;
  }

  #words(): string {
    const { head, total } = this.#model;
    if (head === null) return "";
    const columns = `${head.columns.length.toLocaleString("en")} ${head.columns.length === 1 ? "column" : "columns"}`;
    if (total === null) return `the first ${head.rows.length} rows · counting… · ${columns}`;
    return `${total.toLocaleString("en")} ${total === 1 ? "row" : "rows"} · ${columns}`;
  }

  #toggleQuery(): void {
    const { draft, query } = this.#memory.value;
    if (draft === null) {
      this.#memory.update({ draft: query ?? "SELECT *\nFROM data" });
      this.requestUpdate();
    } else this.#change({ draft: null, query: null });
  }

  protected override render(): TemplateResult {
    const { head } = this.#model;
    const { filters, sort, draft, widths } = this.#memory.value;
    const failure =
      this.failure === null
        ? null
        : html`<div class="error-text" role="alert" data-testid="grid-failure">${this.failure}</div>`;
    if (head === null) {
      const waiting =
        this.failure === null ? emptyState("Loading…") : emptyState("This file cannot be shown.", this.failure);
      return html`<main class="page">${this.connected ? null : disconnected()}${waiting}</main>`;
    }
    this.#widths = fittingWidths(head.columns, head.rows).map(
      (width, index) => widths[head.columns[index]?.name ?? ""] ?? width,
    );
    const scroller = this.#scroller.value;
    const place = this.#place;
    const shown = rowWindow(place);
    this.#model.need(shown.first, shown.count);
    const view = {
      label: this.#shown?.name ?? "",
      columns: head.columns,
      places: columnWindow(this.#widths, scroller?.scrollLeft ?? 0, scroller?.clientWidth ?? 1200),
      window: shown,
      total: place.total,
      width: gutter + this.#widths.reduce((sum, width) => sum + width, 0),
      height: headerHeight + scrollHeight(place),
      row: (position: number) => this.#model.row(position),
      sort,
      filters,
      active: this.active,
      anchor: this.#anchor,
    };
    return html`<main class="grid-page" data-testid="grid-page">
      ${this.connected ? null : disconnected()}
      ${this.#bar()}
      ${draft === null ? nothing : queryBox(draft, { edit: (text) => this.#memory.update({ draft: text }), run: (text) => this.#change({ draft: text, query: text, filters: {}, sort: [] }) })}
      ${failure}
      <div
        class="grid-scroll"
        role="grid"
        tabindex="0"
        aria-label=${view.label}
        aria-rowcount=${place.total + 1}
        aria-colcount=${head.columns.length + 1}
        aria-activedescendant="active-cell"
        data-testid="grid"
        ${ref(this.#scroller)}
        @scroll=${this.#scrolled}
        @keydown=${this.#keyDown}
      >
        ${gridTable(view, {
          sortBy: (column, add) => this.#change({ sort: nextSort(sort, column, add) }),
          filterBy: (column, text) => this.#change({ filters: { ...filters, [column]: text } }),
          beginResize: this.#beginResize,
          select: this.#select,
        })}
      </div>
      ${place.total === 0 && this.#model.total === 0 ? emptyState("No row is as the filters say.") : nothing}
      ${this.whole === null ? nothing : html`<div class="grid-value" data-testid="grid-value"><pre>${this.whole}</pre></div>`}
    </main>`;
  }
}

customElements.define("tidemark-grid-page", GridPage);
