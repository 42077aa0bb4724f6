import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { Params } from "../../src/protocol/contract.ts";
import type { Changed } from "../../src/protocol/engineContract.ts";
import type { Comparison, MetricGoal } from "../../src/protocol/entities.ts";
import type { ComparePageContract } from "../../src/protocol/pageContract.ts";
import type { Repeats } from "../../src/protocol/repeatsRequests.ts";
import "../kit/chartGrid.ts";
import type { ChartRun } from "../kit/chartModel.ts";
import type { ChartGridMemory } from "../kit/chartSettings.ts";
import { coalesced, nextFrame } from "../kit/coalesced.ts";
import { diffToolbar } from "../kit/diffToolbar.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { matches } from "../kit/metricGroups.ts";
import { emptyState } from "../kit/notice.ts";
import { assignSlots } from "../kit/palette.ts";
import { createSeriesFeed } from "../kit/seriesFeed.ts";
import { chartTheme, onThemeChange } from "../kit/theme.ts";
import type { CompareMemory } from "./compareMemory.ts";
import { runsAsRows as asRows, facets } from "./compareModel.ts";
import { type CompareTableOptions, runsAsColumns, runsAsRows } from "./compareTable.ts";
import { compareToolbar } from "./compareToolbar.ts";
import { type ExportFormat, exportComparison } from "./exportComparison.ts";
import { repeatsSection } from "./repeatsSection.ts";
import { legend, type RunControls } from "./runName.ts";

/** More columns than this are slow to lay out for fifty runs, and nobody reads them without a filter. */
const mostColumns = 80;

/** A table of fifty runs need not follow every point; charts do. */
const tableDelay = 250;

/** Two to fifty runs side by side, live. */
export class ComparePage extends LivePage<CompareMemory> {
  static override properties = { ...LivePage.properties, comparison: data, repeats: data, highlight: data, busy: data };
  declare private comparison: Comparison | null;
  declare private repeats: Repeats | null;
  declare private highlight: string | null;
  declare private busy: boolean;

  readonly #host: Caller<ComparePageContract>;
  readonly #feed;
  readonly #refresh: () => void;
  #runIds: readonly string[] = [];
  #slots: ReadonlyMap<string, number> = new Map();
  #chartRuns: readonly ChartRun[] = [];
  #concealed: ReadonlySet<string> = new Set();

  constructor({ host, memory }: { host: Caller<ComparePageContract>; memory: PageMemory<CompareMemory> }) {
    super(memory);
    this.#host = host;
    this.comparison = null;
    this.repeats = null;
    this.highlight = null;
    this.busy = false;
    this.#concealed = new Set(memory.value.concealed);
    this.#feed = createSeriesFeed({
      sample: async (query) => (await host.request("metrics/sample", query)).series,
      schedule: nextFrame,
      onError: this.fail,
    });
    this.#refresh = coalesced({
      task: async () => {
        const runIds = [...this.#runIds];
        this.#show(runIds.length === 0 ? null : await host.request("runs/compare", { runIds }));
        this.repeats = runIds.length < 2 ? null : await host.request("runs/repeats", this.#repeatsQuestion(runIds));
      },
      schedule: (run) => setTimeout(run, this.comparison === null ? 0 : tableDelay),
      onError: this.fail,
    });
  }

  #repeatsQuestion(runIds: string[]): Params<ComparePageContract, "runs/repeats"> {
    const { statistic, repeating, baseline } = this.memory.value;
    return { runIds, statistic, repeating, ...(baseline === null ? {} : { baseline }) };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", (change) => this.#changed(change));
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (!connected) return;
      this.#refresh();
      this.#feed.changed();
    });
    onThemeChange(() => this.requestUpdate());
    void this.#start();
  }

  async #start(): Promise<void> {
    try {
      this.#adopt((await this.#host.request("page/ready", {})).runIds);
      this.#refresh();
    } catch (error) {
      this.fail(error);
    }
  }

  #adopt(runIds: readonly string[]): void {
    this.#runIds = runIds;
    this.#slots = assignSlots(runIds, new Map(Object.entries(this.memory.value.slots)));
    this.memory.update({ runIds: [...runIds], slots: Object.fromEntries(this.#slots) });
  }

  #show(comparison: Comparison | null): void {
    // An answer that was on its way while a run was taken out still has it.
    if (comparison?.runs.some((run) => !this.#runIds.includes(run.id))) {
      this.#refresh();
      return;
    }
    this.comparison = comparison;
    this.failure = null;
    const runs = (comparison?.runs ?? []).map(({ id, name, startTime }) => ({
      id,
      name,
      startTime,
      slot: this.#slots.get(id) ?? 0,
    }));
    // The same list as long as nothing in it changed, so that a refreshed table does not draw every chart again.
    if (JSON.stringify(runs) !== JSON.stringify(this.#chartRuns)) this.#chartRuns = runs;
  }

  #changed({ runs }: Changed): void {
    const own = runs.filter((run) => this.#runIds.includes(run.id));
    const logged = own.filter((run) => run.metrics).map((run) => run.id);
    if (logged.length > 0) this.#feed.changed(logged);
    if (own.length > 0) this.#refresh();
  }

  protected override get hasContent(): boolean {
    return this.comparison !== null;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { concealed } = this.memory.value;
    if (concealed.length !== this.#concealed.size || concealed.some((id) => !this.#concealed.has(id))) {
      this.#concealed = new Set(concealed);
    }
  }

  readonly #setGoal = (key: string, goal: MetricGoal): void =>
    this.act(async () => {
      await this.#host.request("metrics/setGoal", { key, goal });
      this.#refresh();
    });

  /** Remembers what the means over repeats depend on too. */
  readonly #choose = (change: Partial<CompareMemory>): void => {
    this.remember(change);
    this.#refresh();
  };

  #remove(runId: string): void {
    this.act(async () => {
      this.#adopt((await this.#host.request("page/removeRun", { runId })).runIds);
      const left = this.comparison?.runs.filter((run) => run.id !== runId).length ?? 0;
      if (left === 0) this.#show(null);
      this.#refresh();
    });
  }

  #export(format: ExportFormat): void {
    const { comparison, busy } = this;
    if (comparison === null || busy) return;
    const { showAll, statistic, charts } = this.memory.value;
    const options = { showAll, statistic, now: Date.now(), settings: charts.settings, slots: this.#slots };
    this.busy = true;
    this.act(() =>
      exportComparison(format, comparison, options, this.#host).finally(() => {
        this.busy = false;
      }),
    );
  }

  #controls(): RunControls {
    const { concealed } = this.memory.value;
    return {
      kind: chartTheme().kind,
      slots: this.#slots,
      concealed: this.#concealed,
      open: (runId) => this.act(() => this.#host.request("page/openRun", { runId })),
      remove: (runId) => this.#remove(runId),
      toggle: (runId) =>
        this.remember({
          concealed: concealed.includes(runId) ? concealed.filter((id) => id !== runId) : [...concealed, runId],
        }),
      hover: (runId) => {
        this.highlight = runId !== null && this.#concealed.has(runId) ? null : runId;
      },
    };
  }

  /** Why the table has less than there is, and how to see it. */
  #unshown(found: number, shown: number): TemplateResult | null {
    if (found === 0) {
      return this.memory.value.filter === ""
        ? emptyState("These runs do not differ.", "Show everything to see what they share.")
        : emptyState("Nothing matches the filter.");
    }
    if (shown === found) return null;
    return html`<p class="more-columns">
      <span class="muted">${shown} of ${found} columns.</span>
      <button type="button" class="link" @click=${() => this.remember({ allColumns: true })}>Show all</button>
    </p>`;
  }

  protected override render(): TemplateResult {
    const { comparison } = this;
    if (comparison === null) {
      const waiting = this.failure === null ? "Loading…" : "The runs cannot be compared.";
      return html`<main class="page">${this.troubles()}${emptyState(this.#runIds.length === 0 && this.failure === null ? "No runs to compare." : waiting)}</main>`;
    }
    const memory = this.memory.value;
    const controls = this.#controls();
    const found = facets(comparison, memory).filter((facet) => matches(facet.key, memory.filter));
    const rows = asRows(memory.layout, comparison.runs.length);
    const shown = rows && !memory.allColumns ? found.slice(0, mostColumns) : found;
    const options: CompareTableOptions = {
      comparison,
      facets: shown,
      controls,
      highlight: this.highlight,
      sort: memory.sort,
      onSort: (sort) => this.remember({ sort }),
      setGoal: this.#setGoal,
      now: Date.now(),
    };
    return html`<main class="page" data-testid="compare-page">
      ${this.troubles()}
      <header class="compare-header">
        <h1>${comparison.runs.length === 1 ? "1 run" : `${comparison.runs.length} runs`}</h1>
        ${compareToolbar(memory, { rows, busy: this.busy, remember: this.#choose, exportAs: (format) => this.#export(format) })}
      </header>
      ${this.#unshown(found.length, shown.length)}
      ${rows ? runsAsRows(options) : runsAsColumns(options)}
      ${diffToolbar(comparison.runs, memory, {
        remember: this.remember,
        diff: (left, right) => this.act(() => this.#host.request("page/diffCode", { left, right })),
      })}
      ${
        this.repeats === null
          ? null
          : repeatsSection(this.repeats, {
              filter: (key) => matches(key, memory.filter),
              onRepeating: (repeating) => this.#choose({ repeating: [...repeating] }),
              onBaseline: (baseline) => this.#choose({ baseline }),
            })
      }
      <h2 class="charts-title">Charts</h2>
      ${legend(comparison.runs, controls)}
      <tidemark-chart-grid
        .metrics=${comparison.metrics.map((metric) => metric.key)}
        .runs=${this.#chartRuns}
        .feed=${this.#feed}
        .concealed=${this.#concealed}
        .highlight=${this.highlight}
        .memory=${memory.charts}
        .onMemory=${(charts: ChartGridMemory) => this.remember({ charts })}
      ></tidemark-chart-grid>
    </main>`;
  }
}

customElements.define("tidemark-compare-page", ComparePage);
