import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { SeriesSample } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { formatX, stepRange, type XRange } from "./axis.ts";
import { ChartCanvas } from "./chartCanvas.ts";
import { type CursorRow, cursorRows, snap, step } from "./chartCursor.ts";
import { type ChartSeries, chartSeries } from "./chartData.ts";
import type { ChartModel, ChartRun, DrawnSeries } from "./chartModel.ts";
import type { ChartSettings } from "./chartSettings.ts";
import { cursorLines, tooltip } from "./chartTooltip.ts";
import { cancelDraw, drawSoon } from "./drawQueue.ts";
import { iconButton } from "./icon.ts";
import { data, LightElement } from "./lightElement.ts";
import { seriesStyle } from "./palette.ts";
import { type RobustRange, robustRange } from "./robustRange.ts";
import type { SeriesFeed, SeriesRequest, SeriesWatch } from "./seriesFeed.ts";
import { chartLabel, samplingText, seriesTable } from "./seriesText.ts";
import type { SharedCursor } from "./sharedCursor.ts";
import { chartTheme, onThemeChange } from "./theme.ts";

/** Points of one chart, all runs together: enough to see all, little enough to stay fluent. */
const pointBudget = 6000;
/** Pixels within which a run's point belongs to the crosshair. */
const reach = 14;

/** One metric of one or many runs as a live line chart. It asks for points only while it is on screen. */
export class MetricChart extends LightElement {
  static override properties = {
    metric: data,
    heading: data,
    runs: data,
    feed: data,
    settings: data,
    concealed: data,
    highlight: data,
    zoom: data,
    enlarged: data,
    onZoom: data,
    onEnlarge: data,
    shared: data,
    elsewhere: { state: true },
    samples: { state: true },
    cursor: { state: true },
  };
  declare metric: string;
  declare heading: string;
  declare runs: readonly ChartRun[];
  declare feed: SeriesFeed;
  declare settings: ChartSettings;
  declare concealed: ReadonlySet<string>;
  declare highlight: string | null;
  declare zoom: XRange | null;
  declare enlarged: boolean;
  declare onZoom: (range: XRange | null) => void;
  declare onEnlarge: (enlarged: boolean) => void;
  declare shared: SharedCursor;
  /** Where the pointer is in another chart. */
  declare private elsewhere: number | null;
  declare private samples: ReadonlyMap<string, SeriesSample> | null;
  declare private cursor: { x: number; byKeyboard: boolean } | null;

  #canvas: ChartCanvas | null = null;
  #watch: SeriesWatch | null = null;
  #observer: IntersectionObserver | null = null;
  #forgetTheme: (() => void) | null = null;
  #stopListening: (() => void) | null = null;
  /** Points of the whole series: what a range of time is translated to steps with, and how far zooming out goes. */
  #overview: ReadonlyMap<string, SeriesSample> = new Map();
  #visible = false;
  #shown: readonly ChartRun[] = [];
  #series: ReadonlyMap<string, ChartSeries> = new Map();
  #drawn: readonly DrawnSeries[] = [];
  #yRange: RobustRange | null = null;
  #redraw = true;

  constructor() {
    super();
    this.concealed = new Set();
    this.highlight = null;
    this.zoom = null;
    this.enlarged = false;
    this.samples = null;
    this.cursor = null;
    this.elsewhere = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => this.#onScreen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: "200px",
    });
    this.#observer.observe(this);
    this.#forgetTheme = onThemeChange(() => {
      this.#redraw = true;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#forgetTheme?.();
    this.#onScreen(false);
    cancelDraw(this);
    this.#canvas?.dispose();
    this.#canvas = null;
  }

  #onScreen(visible: boolean): void {
    this.#visible = visible;
    if (visible && this.#redraw) this.requestUpdate();
    this.#stopListening?.();
    this.#stopListening = visible
      ? this.shared.listen(this, (x) => {
          this.elsewhere = x;
        })
      : null;
    if (!visible) {
      this.#watch?.dispose();
      this.#watch = null;
    } else if (this.#watch === null) {
      this.#watch = this.feed.watch(this.#request(), (samples) => {
        this.samples = new Map(samples);
        const { from } = this.#request();
        if (this.zoom === null || this.#overview.size === 0) this.#overview = this.samples;
        this.#redraw = true;
        // A zoom by time that was restored: only now is it known which steps it means.
        if (from !== this.#request().from) this.#watch?.change(this.#request());
      });
    }
  }

  #request(): SeriesRequest {
    const runIds = this.#shown.map((run) => run.id);
    const budget = Math.max(120, Math.min(1000, Math.floor(pointBudget / Math.max(1, runIds.length))));
    const request = { key: this.metric, runIds, points: this.enlarged ? budget * 2 : budget };
    const steps = this.zoom === null ? null : this.#zoomedSteps(this.zoom);
    return steps === null ? request : { ...request, ...steps };
  }

  #zoomedSteps(zoom: XRange): { from: number; to: number } | null {
    if (this.settings.mode === "step") return { from: Math.floor(zoom.min), to: Math.ceil(zoom.max) };
    const ranges = this.runs.flatMap((run) => {
      const sample = this.#overview.get(run.id);
      return sample === undefined ? [] : (stepRange(sample, this.settings.mode, run.startTime, zoom) ?? []);
    });
    if (ranges.length === 0) return null;
    return { from: Math.min(...ranges.map((each) => each.from)), to: Math.max(...ranges.map((each) => each.to)) };
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("runs") || changed.has("concealed"))
      this.#shown = this.runs.filter((run) => !this.concealed.has(run.id));
    const picture = ["runs", "settings", "concealed", "highlight", "zoom", "enlarged", "samples"];
    if (picture.some((name) => changed.has(name))) this.#redraw = true;
    if (changed.has("settings") || changed.has("zoom")) this.cursor = null;
    if (["runs", "settings", "concealed", "zoom", "enlarged"].some((name) => changed.has(name))) {
      this.#watch?.change(this.#request());
    }
    if (["runs", "settings", "samples"].some((name) => changed.has(name))) this.#series = this.#build();
    if (!this.#redraw) return;
    this.#drawn = this.#style();
    this.#yRange = this.settings.robust ? robustRange(this.#drawn, { ...this.settings, zoom: this.zoom }) : null;
  }

  #build(): ReadonlyMap<string, ChartSeries> {
    return new Map(
      this.runs.flatMap((run) => {
        const sample = this.samples?.get(run.id);
        return sample === undefined
          ? []
          : [[run.id, chartSeries(sample, { ...this.settings, runStart: run.startTime })] as const];
      }),
    );
  }

  #style(): DrawnSeries[] {
    const { kind } = chartTheme();
    return this.#shown.flatMap((run) => {
      const series = this.#series.get(run.id);
      const faded = this.highlight !== null && this.highlight !== run.id;
      return series === undefined ? [] : [{ run, style: seriesStyle(run.slot, kind), series, faded }];
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.get("enlarged") === false && this.enlarged) this.scrollIntoView({ block: "nearest" });
    const canvas = this.querySelector("canvas");
    if (canvas === null || !this.#redraw || !this.#visible || this.#drawn.length === 0) return;
    this.#redraw = false;
    const model: ChartModel = {
      series: this.#drawn,
      settings: this.settings,
      zoom: this.zoom,
      yRange: this.#yRange,
      enlarged: this.enlarged,
    };
    drawSoon(this, () => {
      this.#canvas ??= new ChartCanvas(canvas, (range) => this.#zoomed(range));
      this.#canvas.draw(model);
    });
  }

  #zoomed(range: XRange): void {
    const xs = [...this.#overview.values()].map((sample) => {
      const run = this.runs.find((each) => each.id === sample.runId);
      return chartSeries(sample, { ...this.settings, runStart: run?.startTime ?? 0, smoothing: 0 }).raw;
    });
    const first = Math.min(...xs.map((points) => points[0]?.x ?? Number.POSITIVE_INFINITY));
    const last = Math.max(...xs.map((points) => points.at(-1)?.x ?? Number.NEGATIVE_INFINITY));
    this.onZoom(range.min <= first && range.max >= last ? null : range);
  }

  #moveCursor(x: number | null, byKeyboard: boolean): void {
    const snapped = x === null ? null : snap(this.#drawn, x);
    const next = snapped === null ? null : { x: snapped, byKeyboard };
    if (next?.x === this.cursor?.x && next?.byKeyboard === this.cursor?.byKeyboard) return;
    this.cursor = next;
    this.shared.tell(this, next?.x ?? null);
  }

  #onKey(event: KeyboardEvent): void {
    const canvas = this.#canvas;
    if (canvas === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { min, max } = canvas.range;
    const at = this.cursor?.x;
    const zoomBy = (factor: number): void => {
      const center = at ?? (min + max) / 2;
      this.#zoomed({ min: center - (center - min) * factor, max: center + (max - center) * factor });
    };
    const actions: Record<string, () => void> = {
      ArrowRight: () => this.#moveCursor(at === undefined ? min : step(this.#drawn, at, 1), true),
      ArrowLeft: () => this.#moveCursor(at === undefined ? max : step(this.#drawn, at, -1), true),
      Home: () => this.#moveCursor(min, true),
      End: () => this.#moveCursor(max, true),
      "+": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      "0": () => this.onZoom(null),
      Enter: () => this.onEnlarge(!this.enlarged),
      Escape: () => (at === undefined && this.enlarged ? this.onEnlarge(false) : this.#moveCursor(null, true)),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  protected override render(): TemplateResult {
    const samples = this.samples ?? new Map<string, SeriesSample>();
    const shown = this.#shown;
    // The words cost more than the picture's frame: they wait for new points.
    const said = [this.samples, shown, this.enlarged];
    return html`<figure
      class="chart ${this.enlarged ? "enlarged" : ""}"
      data-testid="metric-chart"
      data-metric=${this.metric}
      data-points=${[...samples.values()].reduce((sum, each) => sum + each.total, 0)}
    >
      <figcaption>
        <span class="chart-title" title=${this.metric}>${this.heading}</span>
        ${this.#notes(samples)}
        <span class="chart-actions">
          ${this.zoom === null ? nothing : iconButton("zoom-out", `Reset zoom of ${this.metric}`, () => this.onZoom(null), { testId: "chart-reset" })}
          ${iconButton(
            this.enlarged ? "screen-normal" : "screen-full",
            this.enlarged ? `Shrink ${this.metric}` : `Enlarge ${this.metric}`,
            () => this.onEnlarge(!this.enlarged),
            { testId: "chart-enlarge" },
          )}
        </span>
      </figcaption>
      <div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="chart"
        aria-label=${guard(said, () => `${chartLabel(this.metric, shown, samples)}. Arrow keys move along the points, plus and minus zoom, 0 resets.`)}
        @keydown=${this.#onKey}
        @pointermove=${(event: PointerEvent) => this.#onPointer(event)}
        @pointerleave=${() => this.#moveCursor(null, false)}
        @blur=${() => this.#moveCursor(null, true)}
        @dblclick=${() => this.onZoom(null)}
      >
        <canvas ?hidden=${this.#drawn.length === 0}></canvas>
        ${this.#drawn.length === 0 ? html`<div class="plot-empty">${this.#emptyText(shown)}</div>` : this.#renderCursor()}
      </div>
      ${guard(said, () => seriesTable(this.metric, shown, samples, this.enlarged && shown.length > 1))}
    </figure>`;
  }

  #emptyText(shown: readonly ChartRun[]): string {
    if (this.runs.length > 0 && shown.length === 0) return "All runs are hidden.";
    return this.samples === null ? "Loading…" : "No points yet.";
  }

  #notes(samples: ReadonlyMap<string, SeriesSample>): TemplateResult | typeof nothing {
    const odd = this.#drawn.flatMap((each) => each.series.odd);
    const notPositive = odd.filter((each) => each.kind === "notPositive").length;
    const notes = [
      // Fewer points than logged are no news while only a part is visible.
      this.zoom === null ? samplingText(samples.values()) : null,
      odd.length > notPositive ? `${odd.length - notPositive} not finite` : null,
      notPositive > 0 ? `${notPositive} not above 0` : null,
      this.#yRange === null ? null : `${this.#yRange.outside.toLocaleString("en")} beyond the axis`,
    ].filter((each) => each !== null);
    return notes.length === 0
      ? nothing
      : html`<span class="chart-notes" data-testid="chart-notes">${notes.join(" · ")}</span>`;
  }

  #onPointer(event: PointerEvent): void {
    const canvas = this.#canvas;
    if (canvas === null || !(event.currentTarget instanceof HTMLElement)) return;
    const pixel = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const inside = pixel >= canvas.area.left - 6 && pixel <= canvas.area.right + 6;
    this.#moveCursor(inside ? canvas.xAt(pixel) : null, false);
  }

  #renderCursor(): TemplateResult | typeof nothing {
    const canvas = this.#canvas;
    const cursor = this.cursor ?? (this.elsewhere === null ? null : { x: this.elsewhere, byKeyboard: false });
    if (canvas === null || cursor === null) return nothing;
    const { x, byKeyboard } = cursor;
    if (x < canvas.range.min || x > canvas.range.max) return nothing;
    const span = canvas.range.max - canvas.range.min;
    const perPixel = span / Math.max(1, canvas.area.right - canvas.area.left);
    const rows = cursorRows(this.#drawn, x, reach * perPixel);
    const title =
      this.settings.mode === "step"
        ? `Step ${formatX(x, "step", span)}`
        : formatX(x, this.settings.mode, Math.min(span, 60_000));
    const spoken = (row: CursorRow): string =>
      `${this.runs.length > 1 ? `${row.drawn.run.name} ` : ""}${formatNumber(row.value)}`;
    return html`${cursorLines(canvas, x, rows)}${tooltip(canvas, x, title, rows, this.runs.length > 1, this.highlight)}
      <div class="sr-only" aria-live="polite">${byKeyboard ? `${title}: ${rows.slice(0, 5).map(spoken).join(", ")}` : ""}</div>`;
  }
}

customElements.define("tidemark-metric-chart", MetricChart);
