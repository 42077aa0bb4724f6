import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./metricChart.ts";
import type { XRange } from "./axis.ts";
import type { ChartRun } from "./chartModel.ts";
import type { ChartGridMemory, ChartSettings } from "./chartSettings.ts";
import { checkbox, filterField, select, slider } from "./controls.ts";
import { icon } from "./icon.ts";
import { data, LightElement } from "./lightElement.ts";
import { type MetricGroup, metricGroups } from "./metricGroups.ts";
import { emptyState } from "./notice.ts";
import type { SeriesFeed } from "./seriesFeed.ts";
import { createSharedCursor } from "./sharedCursor.ts";

const modes = [
  { value: "step", label: "Step" },
  { value: "relative", label: "Relative time" },
  { value: "wall", label: "Wall time" },
] as const;

const smootherNames = [
  { value: "ema", label: "Moving average" },
  { value: "gaussian", label: "Gaussian" },
  { value: "mean", label: "Running mean" },
] as const;

const sizes = [
  { value: "small", label: "Small charts" },
  { value: "medium", label: "Medium charts" },
  { value: "large", label: "Large charts" },
] as const;

const nothingHidden: ReadonlySet<string> = new Set();

/** All metrics of some runs as charts, grouped by prefix, with one set of controls. */
export class ChartGrid extends LightElement {
  static override properties = {
    metrics: data,
    runs: data,
    feed: data,
    memory: data,
    onMemory: data,
    concealed: data,
    highlight: data,
  };
  declare metrics: readonly string[];
  declare runs: readonly ChartRun[];
  declare feed: SeriesFeed;
  declare memory: ChartGridMemory;
  declare onMemory: (memory: ChartGridMemory) => void;
  /** Runs whose lines are switched off. */
  declare concealed: ReadonlySet<string>;
  declare highlight: string | null;

  readonly #shared = createSharedCursor();

  constructor() {
    super();
    this.concealed = nothingHidden;
    this.highlight = null;
  }

  #update(change: Partial<ChartGridMemory>): void {
    this.onMemory({ ...this.memory, ...change });
  }

  #set(change: Partial<ChartSettings>): void {
    const settings = { ...this.memory.settings, ...change };
    // A zoom is in the unit of the axis.
    this.#update(change.mode === undefined ? { settings } : { settings, zooms: {} });
  }

  #zoom(metric: string, range: XRange | null): void {
    const { [metric]: _, ...others } = this.memory.zooms;
    this.#update({ zooms: range === null ? others : { ...others, [metric]: range } });
  }

  protected override render(): TemplateResult {
    const { settings, filter, size } = this.memory;
    const groups = metricGroups(this.metrics, filter);
    const only = groups.length === 1;
    return html`<div class="toolbar" role="toolbar" aria-label="Charts">
        ${filterField("Filter metrics", filter, (value) => this.#update({ filter: value }), "chart-filter")}
        ${select("X axis", settings.mode, modes, (mode) => this.#set({ mode }), "chart-x")}
        ${slider("Smoothing", settings.smoothing, (smoothing) => this.#set({ smoothing }), "chart-smoothing")}
        ${
          settings.smoothing === 0
            ? null
            : select(
                "Smoother",
                settings.smoother,
                smootherNames,
                (smoother) => this.#set({ smoother }),
                "chart-smoother",
              )
        }
        ${checkbox("Log scale", settings.log, (log) => this.#set({ log }), "chart-log")}
        ${checkbox("Without outliers", settings.robust, (robust) => this.#set({ robust }), "chart-robust")}
        ${select("Size of charts", size, sizes, (chosen) => this.#update({ size: chosen }), "chart-size")}
      </div>
      ${
        groups.length === 0
          ? emptyState(this.metrics.length === 0 ? "No metrics yet." : "No metric matches the filter.")
          : repeat(
              groups,
              (group) => group.name,
              (group) => this.#group(group, only),
            )
      }`;
  }

  #group(group: MetricGroup, only: boolean): TemplateResult {
    const charts = (): TemplateResult => html`<div class="chart-grid ${this.memory.size}">
      ${repeat(
        group.metrics,
        (metric) => metric,
        (metric) => this.#chart(metric, group),
      )}
    </div>`;
    if (only && group.name === "") return charts();
    const closed = this.memory.closedGroups.includes(group.name);
    const closedGroups = this.memory.closedGroups.filter((name) => name !== group.name);
    return html`<section class="chart-group">
      <h3>
        <button
          type="button"
          class="group-toggle"
          aria-expanded=${String(!closed)}
          @click=${() => this.#update({ closedGroups: closed ? closedGroups : [...closedGroups, group.name] })}
        >
          ${icon(closed ? "chevron-right" : "chevron-down")}<span class="cut">${group.name === "" ? "Ungrouped" : group.name}</span>
          <span class="count">${group.metrics.length}</span>
        </button>
      </h3>
      ${closed ? null : charts()}
    </section>`;
  }

  #chart(metric: string, group: MetricGroup): TemplateResult {
    const enlarged = this.memory.enlarged === metric;
    return html`<tidemark-metric-chart
      class=${enlarged ? "enlarged" : ""}
      .metric=${metric}
      .heading=${group.name === "" ? metric : metric.slice(group.name.length + 1)}
      .runs=${this.runs}
      .feed=${this.feed}
      .settings=${this.memory.settings}
      .concealed=${this.concealed}
      .highlight=${this.highlight}
      .shared=${this.#shared}
      .zoom=${this.memory.zooms[metric] ?? null}
      .enlarged=${enlarged}
      .onZoom=${(range: XRange | null) => this.#zoom(metric, range)}
      .onEnlarge=${(large: boolean) => this.#update({ enlarged: large ? metric : null })}
    ></tidemark-metric-chart>`;
  }
}

customElements.define("tidemark-chart-grid", ChartGrid);
