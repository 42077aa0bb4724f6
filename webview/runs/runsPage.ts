import { html, type PropertyValues, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { Caller } from "../../src/protocol/channel.ts";
import { TidemarkError } from "../../src/protocol/errors.ts";
import { faultPlace, marked } from "../../src/protocol/query/faultPlace.ts";
import { narrowed } from "../../src/protocol/query/narrowed.ts";
import type { RunsPageContract } from "../../src/protocol/runsPageContract.ts";
import type { RunsColumn, RunsGroup } from "../../src/protocol/runsTableRequests.ts";
import type { RunsView } from "../../src/protocol/runsViews.ts";
import { columnWindow } from "../grid/columnWindow.ts";
import { rowWindow, scrollHeight, scrollToRow } from "../grid/rowWindow.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { whilePointerDown } from "../kit/whilePointerDown.ts";
import type { ChartSettings } from "./charts/chartSettings.ts";
import "./charts/runsCharts.ts";
import { columnChooser } from "./columnChooser.ts";
import { columnId, exchanged, isNumeric, type Keys, nextSort, usualColumns } from "./columns.ts";
import { groupsTable, type MetricColumn } from "./groupsTable.ts";
import { countWords, type Fault, runsBar } from "./runsBar.ts";
import { headerHeight, nameWidth, rowHeight, rowsMoved, runsGrid } from "./runsGrid.ts";
import type { RunsMemory } from "./runsMemory.ts";
import { RunsModel } from "./runsModel.ts";
import "./valueFilter.ts";

const [narrowest, usualWidth, numberWidth] = [48, 150, 110];
/** While runs log, the table is looked up once in so many milliseconds. */
const pause = 1200;

interface Groups {
  readonly groups: readonly RunsGroup[];
  readonly more: number;
}

/** The runs of an experiment as a table, of which only what is in sight exists. */
export class RunsPage extends LivePage<RunsMemory> {
  static override properties = {
    ...LivePage.properties,
    keys: data,
    active: data,
    search: data,
    fault: data,
    views: data,
    filtered: data,
  };
  declare private keys: Keys | null;
  /** The row that keys move from. */
  declare private active: number;
  declare private search: string;
  /** The workspace's. */
  declare private views: readonly RunsView[];
  declare private fault: Fault | null;
  /** The column whose values are shown to choose from. */
  declare private filtered: RunsColumn | null;

  readonly #host: Caller<RunsPageContract>;
  readonly #model: RunsModel;
  readonly #scroller = createRef<HTMLElement>();
  readonly #resized = new ResizeObserver(() => this.requestUpdate());
  readonly #chosen = new Set<string>();
  #groups: Groups | null = null;
  /** Parameters that are the same in all runs that are shown. */
  #constants: ReadonlySet<string> = new Set();
  #experimentId = "";
  #name = "";
  #timer: number | undefined;
  /** Grows when runs have changed. */
  #revision = 0;

  constructor({ host, memory }: { host: Caller<RunsPageContract>; memory: PageMemory<RunsMemory> }) {
    super(memory);
    this.#host = host;
    this.keys = null;
    this.active = 0;
    this.search = "";
    this.views = [];
    this.fault = null;
    this.filtered = null;
    this.#model = new RunsModel({ host, onChange: () => this.requestUpdate(), onError: this.fail });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      this.#revision += 1;
      if (connected) this.act(() => this.#show());
    });
    this.#host.on("changed", ({ runs }) => {
      if (runs.some(({ experimentId }) => experimentId === this.#experimentId)) this.#lookAgainSoon();
    });
    this.#host.on("viewsChanged", ({ views }) => {
      this.views = views;
    });
    this.act(async () => {
      this.views = (await this.#host.request("page/views", {})).views;
    });
    this.act(async () => {
      const { experimentId, name } = await this.#host.request("page/ready", {});
      this.#experimentId = experimentId;
      this.#name = name;
      this.memory.update({ experiment: { id: experimentId, name } });
      await this.#show();
    });
  }

  protected override get hasContent(): boolean {
    return this.#model.total !== null;
  }

  get #columns(): readonly RunsColumn[] {
    const all = this.#chosenColumns;
    return this.memory.value.onlyChanged
      ? all.filter((column) => column.of !== "param" || !this.#constants.has(column.key))
      : all;
  }

  /** With those that are left out for the moment. */
  get #chosenColumns(): readonly RunsColumn[] {
    return this.memory.value.columns ?? (this.keys === null ? [] : usualColumns(this.keys));
  }

  async #show(): Promise<void> {
    if (this.#experimentId === "") return;
    const { filter, sort, onlyChanged } = this.memory.value;
    const experimentId = this.#experimentId;
    this.keys = await this.#host.request("experiments/keys", { experimentId });
    try {
      if (onlyChanged) {
        this.#constants = new Set((await this.#host.request("runs/constants", { experimentId, filter })).params);
      }
      await this.#findGroups();
      await this.#model.show({ experimentId, filter, columns: this.#columns, sort });
      this.fault = null;
      this.failure = null;
    } catch (error) {
      if (!(error instanceof TidemarkError) || error.code !== "invalidParameter") throw error;
      const place = faultPlace(error);
      this.fault = { message: error.message, marked: place === undefined ? null : marked(filter.trim(), place) };
    }
    this.requestUpdate();
  }

  get #metricColumns(): readonly MetricColumn[] {
    return this.#columns.filter((column) => column.of === "metric");
  }

  async #findGroups(): Promise<void> {
    const { groupBy, filter } = this.memory.value;
    const question = { experimentId: this.#experimentId, filter, by: [...groupBy], columns: [...this.#metricColumns] };
    this.#groups = groupBy.length === 0 ? null : await this.#host.request("runs/groups", question);
  }

  /** The runs of a group, a line each. */
  readonly #openGroup = ({ values }: RunsGroup): void => {
    const { filter, groupBy } = this.memory.value;
    const common = groupBy.map(({ of, key }, place) => ({ of, key, value: values[place] ?? null }));
    this.#change({ filter: narrowed(filter, common), groupBy: [], scroll: 0 });
  };

  readonly #saveView = (view: Omit<RunsView, "name">): void =>
    this.act(async () => {
      this.views = (await this.#host.request("page/saveView", view)).views;
    });

  readonly #deleteView = (name: string): void =>
    this.act(async () => {
      this.views = (await this.#host.request("page/deleteView", { name })).views;
    });

  #lookAgainSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined;
      this.#revision += 1;
      this.act(async () => {
        this.keys = await this.#host.request("experiments/keys", { experimentId: this.#experimentId });
        // New keys may be new columns of a table whose columns nobody has chosen.
        const { columns, groupBy } = this.memory.value;
        if (columns === null || groupBy.length > 0) await this.#show();
        else this.#model.refresh();
      });
    }, pause);
  }

  #change(change: Partial<RunsMemory>): void {
    this.remember(change);
    this.act(() => this.#show());
  }

  protected override updated(_changes: PropertyValues): void {
    const scroller = this.#scroller.value;
    if (scroller !== undefined) this.#resized.observe(scroller);
  }

  get #place() {
    const scroller = this.#scroller.value;
    return {
      total: this.#model.total ?? 0,
      rowHeight,
      viewport: Math.max(rowHeight, (scroller?.clientHeight ?? 600) - headerHeight),
      scrollTop: scroller?.scrollTop ?? 0,
    };
  }

  get #widths(): number[] {
    const { widths } = this.memory.value;
    return this.#columns.map((column) => {
      const usual = isNumeric(column) ? numberWidth : usualWidth;
      return widths[columnId(column)] ?? usual;
    });
  }

  readonly #choose = (runId: string): void => {
    if (!this.#chosen.delete(runId)) this.#chosen.add(runId);
    this.requestUpdate();
  };

  readonly #open = (runId: string): void => this.act(() => this.#host.request("page/openRun", { runId }));

  readonly #star = (runId: string, starred: boolean): void =>
    this.act(async () => {
      await this.#host.request("runs/update", { runId, starred });
      this.#model.refresh();
    });

  readonly #keyDown = (event: KeyboardEvent): void => {
    const { total, viewport } = this.#place;
    if (total === 0 || event.target !== this.#scroller.value) return;
    const by = rowsMoved(event.key, total, viewport);
    const run = this.#model.row(this.active)?.run;
    if (by !== undefined) {
      this.active = Math.max(0, Math.min(total - 1, this.active + by));
      const scroller = this.#scroller.value;
      if (scroller !== undefined) scroller.scrollTop = scrollToRow(this.active, this.#place);
    } else if (event.key === " " && run !== undefined) this.#choose(run.id);
    else if (event.key === "Enter" && run !== undefined) this.#open(run.id);
    else return;
    event.preventDefault();
  };

  readonly #beginResize = (event: PointerEvent, column: number): void => {
    event.preventDefault();
    const begin = event.clientX;
    const width = this.#widths[column] ?? 0;
    const shown = this.#columns[column];
    if (shown === undefined) return;
    const move = ({ clientX }: PointerEvent): void =>
      this.remember({
        widths: { ...this.memory.value.widths, [columnId(shown)]: Math.max(narrowest, width + clientX - begin) },
      });
    whilePointerDown(move);
  };

  readonly #move = (column: number, by: -1 | 1): void => {
    const [moved, neighbour] = [this.#columns[column], this.#columns[column + by]];
    if (moved !== undefined && neighbour !== undefined) {
      this.#change({ columns: exchanged(this.#chosenColumns, moved, neighbour) });
    }
  };

  #bar(): TemplateResult {
    const { isChoosing, isCharted } = this.memory.value;
    const chosen = [...this.#chosen];
    return runsBar({
      memory: this.memory.value,
      keys: this.keys,
      fault: this.fault,
      views: this.views,
      words: countWords(this.#model.total, this.#groups && this.#groups.groups.length + this.#groups.more),
      chosen,
      onChange: (change) => this.#change(change),
      onColumns: () => this.remember({ isChoosing: !isChoosing }),
      onCharts: () => this.remember({ isCharted: !isCharted }),
      onSave: this.#saveView,
      onDelete: this.#deleteView,
      onCompare: () => this.act(() => this.#host.request("page/compare", { runIds: chosen })),
      onChooseNone: () => {
        this.#chosen.clear();
        this.requestUpdate();
      },
    });
  }

  #grid(): TemplateResult {
    const columns = this.#columns;
    const widths = this.#widths;
    const place = this.#place;
    const shown = rowWindow(place);
    this.#model.need(shown.first, shown.count);
    const scroller = this.#scroller.value;
    const places = columnWindow(widths, scroller?.scrollLeft ?? 0, (scroller?.clientWidth ?? 1200) - nameWidth);
    return html`<div
      class="grid-scroll"
      role="grid"
      tabindex="0"
      aria-label=${`Runs of ${this.#name}`}
      aria-rowcount=${place.total + 1}
      aria-colcount=${columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant="active-run"
      data-testid="runs-grid"
      ${ref(this.#scroller)}
      @scroll=${() => this.requestUpdate()}
      @keydown=${this.#keyDown}
    >
      ${runsGrid(
        {
          columns,
          places,
          window: shown,
          width: nameWidth + widths.reduce((sum, width) => sum + width, 0),
          height: headerHeight + scrollHeight(place),
          row: (position) => this.#model.row(position),
          sort: this.memory.value.sort,
          chosen: this.#chosen,
          active: this.active,
        },
        {
          sortBy: (column, isAdded) => this.#change({ sort: nextSort(this.memory.value.sort, column, isAdded) }),
          beginResize: this.#beginResize,
          remove: (column) => {
            const hidden = columns[column];
            if (hidden === undefined) return;
            const id = columnId(hidden);
            this.#change({ columns: this.#chosenColumns.filter((one) => columnId(one) !== id) });
          },
          move: this.#move,
          filter: (column) => {
            this.filtered = this.filtered === column ? null : column;
          },
          choose: this.#choose,
          star: this.#star,
          open: this.#open,
          activate: (row) => {
            this.active = row;
          },
        },
      )}
    </div>`;
  }

  #groupTable({ groups, more }: Groups): TemplateResult {
    const { groupBy, groupSort } = this.memory.value;
    return groupsTable({
      by: groupBy,
      columns: this.#metricColumns,
      groups,
      more,
      sort: groupSort,
      onSort: (sort) => this.remember({ groupSort: sort }),
      onOpen: this.#openGroup,
    });
  }

  #valueFilter(): TemplateResult | null {
    const { filtered } = this;
    if (filtered === null || this.memory.value.isCharted) return null;
    return html`<tidemark-value-filter
      .host=${this.#host}
      .experimentId=${this.#experimentId}
      .filter=${this.memory.value.filter}
      .column=${filtered}
      .onNarrow=${(narrower: string) => this.#change({ filter: narrower, scroll: 0 })}
      .onClose=${() => {
        this.filtered = null;
        this.#scroller.value?.focus();
      }}
      .onError=${this.fail}
    ></tidemark-value-filter>`;
  }

  #charts(keys: Keys): TemplateResult {
    const { filter, charts } = this.memory.value;
    return html`<tidemark-runs-charts
      .host=${this.#host}
      .experimentId=${this.#experimentId}
      .filter=${filter}
      .keys=${keys}
      .settings=${charts}
      .revision=${this.#revision}
      .onSettings=${(change: Partial<ChartSettings>) => this.remember({ charts: { ...charts, ...change } })}
      .onNarrow=${(narrower: string) => this.#change({ filter: narrower, scroll: 0 })}
      .onOpen=${this.#open}
      .onError=${this.fail}
    ></tidemark-runs-charts>`;
  }

  #content(): TemplateResult {
    const { total } = this.#model;
    const { isCharted } = this.memory.value;
    if (isCharted && total !== null && total > 0 && this.keys !== null) return this.#charts(this.keys);
    if (total === null && this.fault !== null)
      return emptyState("The filter is wrong.", "Mend it, or empty it to see all runs.");
    if (total === null) return emptyState(this.failure === null ? "Loading…" : "The runs can't be shown.");
    if (total > 0) return this.#groups === null ? this.#grid() : this.#groupTable(this.#groups);
    if (this.memory.value.filter.trim() !== "") return emptyState("No run is as the filter says.");
    return emptyState(
      "No runs yet.",
      "Run a script that uses MLflow in a terminal of this window: its runs appear here as they log.",
    );
  }

  protected override render(): TemplateResult {
    const { isChoosing } = this.memory.value;
    const chooser =
      !isChoosing || this.keys === null
        ? null
        : columnChooser({
            keys: this.keys,
            columns: this.#chosenColumns,
            search: this.search,
            onSearch: (search) => {
              this.search = search;
            },
            onColumns: (columns) => this.#change({ columns }),
            groupBy: this.memory.value.groupBy,
            onGroupBy: (groupBy) => this.#change({ groupBy }),
          });
    return html`<main class="grid-page runs-page" data-testid="runs-page">
      <h1 class="sr-only">Runs of ${this.#name}</h1>
      ${this.troubles()} ${this.#bar()}
      <div class="runs-body">${chooser}<div class="runs-table">${this.#content()}</div>${this.#valueFilter()}</div>
    </main>`;
  }
}

customElements.define("tidemark-runs-page", RunsPage);
