import { html, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Caller } from "../../../src/protocol/channel.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";
import { narrowed } from "../../../src/protocol/query/narrowed.ts";
import type { ImportanceReport } from "../../../src/protocol/runsChartsRequests.ts";
import type { RunsPageContract } from "../../../src/protocol/runsPageContract.ts";
import type { RunsColumn } from "../../../src/protocol/runsTableRequests.ts";
import { button, checkbox, select } from "../../kit/controls.ts";
import { data, LightElement } from "../../kit/lightElement.ts";
import { emptyState } from "../../kit/notice.ts";
import { onThemeChange } from "../../kit/theme.ts";
import { whilePointerDown } from "../../kit/whilePointerDown.ts";
import { columnId, columnLabel, type Keys } from "../columns.ts";
import { type Brush, brushConditions, brushed } from "./brushes.ts";
import type { ChartSettings } from "./chartSettings.ts";
import { colorLegend } from "./colorLegend.ts";
import { countChart, heatChart } from "./fieldCharts.ts";
import { importanceTable } from "./importanceTable.ts";
import { pairChart } from "./pairChart.ts";
import { axisAt, parallelArea, parallelChart } from "./parallelChart.ts";
import { type Dimension, type Plotted, plotted } from "./plotted.ts";
import { type ShownColumns, shownColumns } from "./shownColumns.ts";

/** While runs log, the charts are drawn again once in so many milliseconds. */
const pause = 5000;

interface Importance {
  readonly metric: RunsColumn;
  readonly result: ImportanceReport | { readonly reason: string; readonly needsGoal: boolean };
}

/** Charts of all runs that a filter finds: which parameters matter, one column by another, and all at once. */
export class RunsCharts extends LightElement {
  static override properties = {
    host: data,
    experimentId: data,
    filter: data,
    keys: data,
    settings: data,
    revision: data,
    shown: { state: true },
    importance: { state: true },
    brushes: { state: true },
  };
  declare host: Caller<RunsPageContract>;
  declare experimentId: string;
  declare filter: string;
  declare keys: Keys;
  declare settings: ChartSettings;
  /** Changes when runs have. */
  declare revision: number;
  declare onSettings: (settings: Partial<ChartSettings>) => void;
  declare onNarrow: (filter: string) => void;
  declare onOpen: (runId: string) => void;
  declare onError: (error: unknown) => void;
  declare private shown: Plotted | null;
  declare private importance: Importance | null;
  declare private brushes: ReadonlyMap<string, Brush>;

  #work = new AbortController();
  #params: readonly string[] = [];
  #timer: number | undefined;
  #unwatch: (() => void) | undefined;

  constructor() {
    super();
    this.shown = null;
    this.importance = null;
    this.brushes = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#work.abort();
    this.#unwatch?.();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("filter") && changed.get("filter") !== undefined) this.brushes = new Map();
    if (["filter", "settings", "experimentId"].some((name) => changed.has(name))) void this.#load();
    else if (changed.has("revision")) this.#timer ??= window.setTimeout(() => void this.#load(), pause);
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const question = { experimentId: this.experimentId, filter: this.filter };
    try {
      const constants = new Set((await this.host.request("runs/constants", question, work.signal)).params);
      if (work.signal.aborted) return;
      this.#params = this.keys.params.filter((key) => !constants.has(key));
      const { metric, goal } = this.settings;
      const wanted = metric ?? this.#columns(null).metric;
      const importance =
        wanted === null
          ? null
          : {
              metric: wanted,
              result: await this.host.request(
                "runs/importance",
                { ...question, metric: wanted, ...(goal === null ? {} : { goal }) },
                work.signal,
              ),
            };
      if (work.signal.aborted) return;
      const columns = this.#columns(importance).all;
      const points = await this.host.request("runs/points", { ...question, columns: [...columns] }, work.signal);
      if (work.signal.aborted) return;
      this.importance = importance;
      this.shown = plotted(points, columns);
    } catch (error) {
      // The page itself says what is wrong with the filter.
      const isOfFilter = error instanceof TidemarkError && error.code === "invalidParameter";
      if (!work.signal.aborted && !isOfFilter) this.onError(error);
    }
  }

  #columns(importance: Importance | null): ShownColumns {
    const isKnown = importance !== null && "params" in importance.result && importance.result.more === 0;
    const params = isKnown ? importance.result.params.map(({ key }) => key) : this.#params;
    return shownColumns(this.settings, this.keys, params);
  }

  #importance(): TemplateResult | null {
    if (this.importance === null) return null;
    const { metric, result } = this.importance;
    if ("params" in result) {
      return importanceTable(result, columnLabel(metric), (key) =>
        this.onSettings({ x: { of: "param", key }, y: metric }),
      );
    }
    const choose = (goal: "min" | "max", label: string): TemplateResult =>
      button(label, () => this.onSettings({ goal }), { secondary: true, testId: `importance-${goal}` });
    return html`<p class="muted" data-testid="importance-reason">${result.reason}</p>
      ${result.needsGoal ? html`<div class="toolbar">${choose("min", "Small is better")} ${choose("max", "Large is better")}</div>` : null}`;
  }

  #pair(shown: Plotted, columns: ShownColumns): TemplateResult | null {
    const { color, isHeat } = this.settings;
    const x = columns.x === null ? undefined : shown.dimension(columns.x);
    if (x === undefined) return null;
    if (columns.y === "runs") return countChart(x);
    const y = columns.y === null ? undefined : shown.dimension(columns.y);
    if (y === undefined) return null;
    const colored = color === null ? undefined : shown.dimension(color);
    if (isHeat && colored !== undefined && colored.scale.kind !== "categories") return heatChart(x, y, colored);
    return html`${pairChart({ runs: shown.runs, x, y, color: colored ?? null, onOpen: this.onOpen })}
      ${colored === undefined ? null : colorLegend(colored)}`;
  }

  #pairBar(columns: ShownColumns): TemplateResult {
    const { color, isHeat } = this.settings;
    const { choices } = columns;
    const byId = new Map(choices.map((column) => [columnId(column), column]));
    const options = choices.map((column) => ({ value: columnId(column), label: columnLabel(column) }));
    const idOf = (column: RunsColumn | "runs" | null): string =>
      column === null || column === "runs" ? (column ?? "") : columnId(column);
    const field = (
      label: string,
      value: string,
      extra: readonly { value: string; label: string }[],
      onChoose: (id: string) => void,
      testId: string,
    ): TemplateResult =>
      html`<label class="chart-field-label"><span>${label}</span>${keyed(
        options.length,
        select(label, value, [...extra, ...options], onChoose, testId),
      )}</label>`;
    return html`<div class="toolbar" role="toolbar" aria-label="One column by another">
      ${field("Y", idOf(columns.y), [{ value: "runs", label: "Number of runs" }], (id) => this.onSettings({ y: id === "runs" ? "runs" : (byId.get(id) ?? null) }), "chart-y")}
      ${field("X", idOf(columns.x), [], (id) => this.onSettings({ x: byId.get(id) ?? null }), "chart-x")}
      ${field("Colour", idOf(color), [{ value: "", label: "none" }], (id) => this.onSettings({ color: byId.get(id) ?? null }), "chart-color")}
      ${color === null || columns.y === "runs" ? null : checkbox("Heat map of means", isHeat, (wanted) => this.onSettings({ isHeat: wanted }), "chart-heat")}
    </div>`;
  }

  #parallel(shown: Plotted, axes: readonly RunsColumn[]): TemplateResult | null {
    const dimensions = axes.map((axis) => shown.dimension(axis)).filter((axis) => axis !== undefined);
    if (dimensions.length < 2) return null;
    const isIn = brushed(shown, dimensions, this.brushes);
    const count = isIn.filter(Boolean).length;
    const last = dimensions.at(-1);
    return html`<section aria-label="All at once">
      <div class="toolbar" role="toolbar" aria-label="All at once">
        <h2>All at once</h2>
        <span class="muted" data-testid="parallel-words">${
          this.brushes.size === 0
            ? "Drag along an axis to choose runs, drag a name to move its axis."
            : `${count.toLocaleString("en")} of ${shown.runs.length.toLocaleString("en")} runs are chosen.`
        }</span>
        ${
          this.brushes.size === 0
            ? null
            : html`${button("Show only these", () => this.onNarrow(narrowed(this.filter, brushConditions(dimensions, this.brushes, isIn))), { testId: "parallel-narrow", disabled: count === 0 })}
              ${button("Choose all", () => (this.brushes = new Map()), { secondary: true, testId: "parallel-clear" })}`
        }
      </div>
      ${last === undefined ? null : colorLegend(last)}
      ${parallelChart({
        data: shown,
        axes: dimensions,
        color: last,
        brushes: this.brushes,
        isIn,
        onBrush: this.#brush,
        onMove: (axis, by) => this.#move(axes, axis, axis + by),
        onDrag: (event, axis) => this.#drag(event, axes, axis),
      })}
    </section>`;
  }

  readonly #brush = (event: PointerEvent, axis: Dimension): void => {
    if (!(event.currentTarget instanceof SVGElement)) return;
    event.preventDefault();
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box === undefined) return;
    const placeAt = ({ clientY }: PointerEvent): number => {
      const y = ((clientY - box.top) / box.height) * parallelArea.height;
      return Math.max(0, Math.min(1, (parallelArea.bottom - y) / (parallelArea.bottom - parallelArea.top)));
    };
    const begin = placeAt(event);
    const move = (moved: PointerEvent): void => {
      const end = placeAt(moved);
      // The ends lie on values: a little more than what was dragged over takes them in.
      this.brushes = new Map(this.brushes).set(axis.id, {
        from: Math.min(begin, end) - 1e-9,
        to: Math.max(begin, end) + 1e-9,
      });
    };
    this.brushes = new Map([...this.brushes].filter(([id]) => id !== axis.id));
    whilePointerDown(move);
  };

  #move(axes: readonly RunsColumn[], from: number, to: number): void {
    const moved = axes[from];
    if (moved === undefined || to < 0 || to >= axes.length || to === from) return;
    const others = axes.filter((_, index) => index !== from);
    this.onSettings({ axes: [...others.slice(0, to), moved, ...others.slice(to)] });
  }

  #drag(event: PointerEvent, axes: readonly RunsColumn[], axis: number): void {
    if (!(event.currentTarget instanceof SVGElement)) return;
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box === undefined) return;
    const width = axisAt(axes.length - 1) + parallelArea.side;
    whilePointerDown(
      () => undefined,
      ({ clientX }) => {
        const x = ((clientX - box.left) / box.width) * width;
        this.#move(
          axes,
          axis,
          Math.max(0, Math.min(axes.length - 1, Math.round((x - parallelArea.side) / parallelArea.gap))),
        );
      },
    );
  }

  protected override render(): TemplateResult {
    const { shown, importance } = this;
    if (shown === null) return emptyState("Loading…");
    const columns = this.#columns(importance);
    if (columns.metric === null || shown.runs.length === 0) {
      return emptyState("There is nothing to draw.", "Charts show runs that have parameters and metrics.");
    }
    const { metric } = columns;
    const metrics = columns.choices.filter((column) => column.of === "metric");
    return html`<div class="runs-charts" data-testid="runs-charts">
      ${
        shown.runs.length < shown.total
          ? html`<p class="warning-text" data-testid="charts-part">The newest ${shown.runs.length.toLocaleString("en")} of ${shown.total.toLocaleString("en")} runs are shown. Narrow the filter to see others.</p>`
          : null
      }
      <section aria-label="Which parameters matter">
        <div class="toolbar" role="toolbar" aria-label="Which parameters matter">
          <h2>Which parameters matter</h2>
          ${keyed(
            metrics.length,
            select(
              "Metric",
              columnId(metric),
              metrics.map((column) => ({ value: columnId(column), label: columnLabel(column) })),
              (id) => {
                const chosen = metrics.find((column) => columnId(column) === id);
                if (chosen !== undefined) this.onSettings({ metric: chosen, goal: null });
              },
              "chart-metric",
            ),
          )}
        </div>
        ${this.#importance()}
      </section>
      <section aria-label="One column by another">
        <h2>One by another</h2>
        ${this.#pairBar(columns)} ${this.#pair(shown, columns)}
      </section>
      ${this.#parallel(shown, columns.axes)}
    </div>`;
  }
}

customElements.define("tidemark-runs-charts", RunsCharts);
