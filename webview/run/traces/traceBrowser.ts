import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Caller } from "../../../src/protocol/channel.ts";
import { formatAge } from "../../../src/protocol/format.ts";
import type { RunPageContract } from "../../../src/protocol/pageContract.ts";
import type { SpanDetail, TraceDetail } from "../../../src/protocol/traceEntities.ts";
import { coalesced } from "../../kit/coalesced.ts";
import { definitions } from "../../kit/definitions.ts";
import { iconButton } from "../../kit/icon.ts";
import { data, LightElement } from "../../kit/lightElement.ts";
import { emptyState, messageOf } from "../../kit/notice.ts";
import type { RunMemory } from "../runMemory.ts";
import { spanPanel } from "./spanPanel.ts";
import { formatTraceTime } from "./spanTime.ts";
import { type TracePage, traceList, tracesPerPage } from "./traceList.ts";
import { traceStateBadge } from "./traceState.ts";
import { waterfall } from "./waterfall.ts";

/** A list need not follow every trace: it is read again at most so often, in milliseconds. */
const refreshDelay = 200;

/** A run's traces: the list, or the one that is open. */
export class TraceBrowser extends LightElement {
  static override properties = {
    host: data,
    runId: data,
    version: data,
    now: data,
    memory: data,
    onMemory: data,
    copy: data,
    page: { state: true },
    trace: { state: true },
    span: { state: true },
    closed: { state: true },
    failure: { state: true },
  };
  declare host: Caller<RunPageContract>;
  declare runId: string;
  /** Grows when the run's traces may have changed. */
  declare version: number;
  declare now: number;
  declare memory: RunMemory;
  declare onMemory: (change: Partial<RunMemory>) => void;
  declare copy: (text: string) => void;
  declare private page: TracePage | null;
  declare private trace: TraceDetail | null;
  declare private span: { readonly id: string; readonly detail: SpanDetail } | null;
  declare private closed: ReadonlySet<string>;
  declare private failure: string | null;
  #offset = 0;

  readonly #load = coalesced({
    task: () => this.#loadNow(),
    schedule: (run) => setTimeout(run, this.page === null && this.trace === null ? 0 : refreshDelay),
    onError: (error) => {
      this.failure = messageOf(error);
    },
  });
  /** What was clicked is not kept waiting. */
  readonly #loadSpan = coalesced({
    task: () => this.#loadSpanNow(),
    schedule: (run) => setTimeout(run, 0),
    onError: (error) => {
      this.failure = messageOf(error);
    },
  });

  constructor() {
    super();
    this.page = null;
    this.trace = null;
    this.span = null;
    this.closed = new Set();
    this.failure = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("memory");
    if (changed.has("runId") || changed.has("version")) this.#load();
    else if (before !== undefined && before.trace !== this.memory.trace) this.#load();
    else if (before !== undefined && before.span !== this.memory.span) this.#loadSpan();
  }

  async #loadNow(): Promise<void> {
    const { trace: traceId } = this.memory;
    if (traceId === null) {
      const query = { runId: this.runId, offset: this.#offset, limit: tracesPerPage };
      const { traces, total } = await this.host.request("traces/list", query);
      this.page = { traces, total, offset: this.#offset };
      this.trace = null;
    } else {
      this.trace = await this.host.request("traces/get", { traceId });
      await this.#loadSpanNow();
    }
    this.failure = null;
  }

  async #loadSpanNow(): Promise<void> {
    const { trace } = this;
    const spanId = this.#chosenSpan();
    if (trace === null || spanId === null) return;
    const detail = await this.host.request("traces/span", { traceId: trace.trace.id, spanId });
    this.span = { id: spanId, detail };
  }

  /** The one that was chosen, else the root. */
  #chosenSpan(): string | null {
    const spans = this.trace?.spans ?? [];
    return (spans.find(({ id }) => id === this.memory.span) ?? spans[0])?.id ?? null;
  }

  #open(trace: string | null): void {
    this.span = null;
    this.closed = new Set();
    this.failure = null;
    this.onMemory({ trace, span: null });
  }

  #toggle(spanId: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(spanId)) closed.add(spanId);
    this.closed = closed;
  }

  protected override render(): TemplateResult {
    const { page, failure, memory } = this;
    const alert = failure === null ? null : html`<p class="error-text" role="alert">${failure}</p>`;
    if (memory.trace !== null) return html`${this.#head()} ${alert} ${this.#opened()}`;
    if (page === null) return html`${alert ?? emptyState("Loading…")}`;
    if (page.total === 0) return html`${alert} ${emptyState("No traces.")}`;
    const go = (offset: number): void => {
      this.#offset = offset;
      this.#load();
    };
    return html`${alert} ${traceList(page, { now: this.now, open: (id) => this.#open(id), go })}`;
  }

  #head(): TemplateResult {
    const back = iconButton("arrow-left", "Back to all traces", () => this.#open(null), { testId: "back-to-traces" });
    const trace = this.trace?.trace;
    if (trace === undefined || trace.id !== this.memory.trace) return html`<div class="trace-head">${back}</div>`;
    return html`<div class="trace-head">
      ${back}
      <h2 class="cut" title=${trace.id} data-testid="trace-name">${trace.name ?? trace.id}</h2>
      ${traceStateBadge(trace.state)}
      ${trace.duration === null ? null : html`<span>${formatTraceTime(trace.duration)}</span>`}
      <span class="muted" title=${new Date(trace.startTime).toLocaleString()}>${formatAge(trace.startTime, this.now)}</span>
      ${iconButton("copy", "Copy the trace's id", () => this.copy(trace.id))}
    </div>`;
  }

  #opened(): TemplateResult | null {
    const { trace } = this;
    if (trace === null || trace.trace.id !== this.memory.trace) {
      return this.failure === null ? emptyState("Loading…") : null;
    }
    if (trace.spans.length === 0) return emptyState("No spans of this trace are here.");
    const chosen = this.#chosenSpan();
    const name = trace.spans.find(({ id }) => id === this.span?.id)?.name ?? "";
    return html`${this.#facts(trace)}
      ${
        trace.spanCount > trace.spans.length
          ? html`<p class="muted">The first ${trace.spans.length.toLocaleString("en")} of ${trace.spanCount.toLocaleString("en")} spans are shown.</p>`
          : null
      }
      ${waterfall(trace.spans, {
        chosen,
        closed: this.closed,
        choose: (span) => this.onMemory({ span }),
        toggle: (id) => this.#toggle(id),
      })}
      ${this.span === null ? null : spanPanel(name, this.span.detail, this.copy)}`;
  }

  #facts({ tags, assessments }: TraceDetail): TemplateResult | null {
    const own = tags.filter(({ key }) => !key.startsWith("mlflow."));
    if (own.length + assessments.length === 0) return null;
    return definitions([
      ...assessments.map(
        ({ name, value, rationale }) =>
          [name, html`<span class="wrap">${value}</span> <span class="muted wrap">${rationale}</span>`] as const,
      ),
      ...own.map(({ key, value }) => [key, html`<span class="wrap">${value}</span>`] as const),
    ]);
  }
}

customElements.define("tidemark-trace-browser", TraceBrowser);
