import { html, type TemplateResult } from "lit";
import type {
  BenchmarkEntry,
  BenchmarkResult,
  BenchmarkSettings,
  SeparateRatio,
} from "../../src/protocol/benchmarkEntities.ts";
import type { BenchmarkPageContract } from "../../src/protocol/benchmarkPageContract.ts";
import { ratioWords } from "../../src/protocol/benchmarkWords.ts";
import type { Caller } from "../../src/protocol/channel.ts";
import { button } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { workProgress } from "../kit/workProgress.ts";
import { benchmarkCsv } from "./benchmarkCsv.ts";
import type { BenchmarkMemory } from "./benchmarkMemory.ts";
import { heatSection } from "./heatSection.ts";
import { historySection, separateRatio } from "./historySection.ts";
import { conditions, headlineOf, latencySections, noiseBanner } from "./resultSections.ts";
import { settingsBar, textField } from "./settingsBar.ts";
import { heatMapOf, numbersOf } from "./sweep.ts";
import { runSweep, type Unmeasured } from "./sweepRun.ts";

interface Shown {
  /** Null when it could not be kept. */
  readonly id: number | null;
  /** Null of one that was just made. */
  readonly time: number | null;
  readonly result: BenchmarkResult;
}

/** How fast a model is on this machine. */
export class BenchmarkPage extends LivePage<BenchmarkMemory> {
  static override properties = { ...LivePage.properties, shown: data, entries: data, compared: data, step: data };
  declare private shown: Shown | null;
  /** Kept benchmarks of all models, the newest first. */
  declare private entries: readonly BenchmarkEntry[];
  declare private compared: { readonly entry: BenchmarkEntry; readonly ratio: SeparateRatio } | null;
  /** What is done at the moment; null when nothing is. */
  declare private step: { readonly step: string; readonly share: number } | null;

  readonly #host: Caller<BenchmarkPageContract>;
  #name = "";
  #path = "";
  #work = new AbortController();
  /** Of this page's sweeps, the newest first. */
  #unmeasured: readonly Unmeasured[] = [];

  constructor({ host, memory }: { host: Caller<BenchmarkPageContract>; memory: PageMemory<BenchmarkMemory> }) {
    super(memory);
    this.#host = host;
    this.shown = null;
    this.entries = [];
    this.compared = null;
    this.step = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected && this.entries.length === 0) this.act(() => this.#load());
    });
    this.act(async () => {
      const { path, name } = await this.#host.request("page/ready", {});
      this.#path = path;
      this.#name = name;
      const isNew = this.memory.value.path === "";
      this.memory.update({ path });
      await this.#load();
      // A page that comes back after a reload must not load the machine by itself.
      if (this.shown === null && isNew) await this.#measure([this.memory.value.settings]);
    });
  }

  protected override get hasContent(): boolean {
    return this.shown !== null;
  }

  /** What was measured before, and the last of it where nothing is shown yet. */
  async #load(): Promise<void> {
    await this.#list();
    const last = this.entries.find((entry) => entry.path === this.#path);
    if (last !== undefined && this.shown === null) await this.#show(last.id);
  }

  async #list(): Promise<void> {
    this.entries = (await this.#host.request("benchmark/list", {})).benchmarks;
    this.requestUpdate();
  }

  async #show(id: number): Promise<void> {
    const { time, result } = await this.#host.request("benchmark/kept", { id });
    this.shown = { id, time, result };
    this.compared = null;
  }

  async #measure(sweep: readonly BenchmarkSettings[], other?: string): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.failure = null;
    try {
      const failures = await runSweep(sweep, signal, async (settings, place, index) => {
        const tell = (step: string, share: number): void => {
          this.step = { step: place + step, share: (index + share) / sweep.length };
        };
        await this.#measureOne(settings, { other, signal, tell });
      });
      this.#unmeasured = [...failures, ...this.#unmeasured];
      if (failures.length > 0) {
        const words = failures.map(
          ({ settings, reason }) => `${settings.threads ?? "auto"} threads, batch ${settings.batch}: ${reason}`,
        );
        this.failure = `Not measured: ${words.join("; ")}`;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (!signal.aborted) this.step = null;
    }
  }

  async #measureOne(
    settings: BenchmarkSettings,
    options: {
      readonly other: string | undefined;
      readonly signal: AbortSignal;
      readonly tell: (step: string, share: number) => void;
    },
  ): Promise<void> {
    const { other, signal, tell } = options;
    tell("starting", 0);
    const question = { path: this.#path, settings, ...(other === undefined ? {} : { other }) };
    const { id, ...result } = await this.#host.request("benchmark/measure", question, signal, ({ step, share }) => {
      if (!signal.aborted) tell(step, share);
    });
    await this.#list();
    this.shown = { id, time: null, result };
    this.compared = null;
  }

  readonly #cancel = (): void => {
    this.#work.abort();
    this.step = null;
  };

  async #chooseOther(): Promise<void> {
    const { path } = await this.#host.request("page/chooseModel", {});
    if (path !== null) await this.#measure([this.memory.value.settings], path);
  }

  async #sweep(): Promise<void> {
    const { settings, ...memory } = this.memory.value;
    const [threads, batches] = [numbersOf(memory.threads), numbersOf(memory.batches)];
    if (threads === null || batches === null) {
      throw new Error("Threads and batches of a sweep are whole numbers above 0, separated by commas.");
    }
    await this.#measure(threads.flatMap((count) => batches.map((batch) => ({ ...settings, threads: count, batch }))));
  }

  async #compare(entry: BenchmarkEntry): Promise<void> {
    const second = this.shown?.id;
    if (second == null) return;
    // The ratio is that of the other's latency: the kept one's to what is shown.
    const ratio = await this.#host.request("benchmark/compare", { first: second, second: entry.id });
    this.compared = { entry, ratio };
  }

  #export(format: "csv" | "json", result: BenchmarkResult): void {
    const content = format === "csv" ? benchmarkCsv([result]) : `${JSON.stringify(result, undefined, 2)}\n`;
    this.act(() => this.#host.request("page/export", { format, content }));
  }

  #toolbar(): TemplateResult {
    const { settings, threads, batches } = this.memory.value;
    const isBusy = this.step !== null;
    const isServer = settings.scenario === "server";
    const result = this.shown?.result;
    return html`<div class="toolbar" role="toolbar" aria-label="Benchmark">
        ${settingsBar(settings, (change) => this.remember({ settings: { ...this.memory.value.settings, ...change } }))}
        ${button("Measure", () => this.act(() => this.#measure([this.memory.value.settings])), { icon: "play", testId: "benchmark-measure", disabled: isBusy })}
        ${button("Measure with another model…", () => this.act(() => this.#chooseOther()), { secondary: true, icon: "diff", testId: "benchmark-other", disabled: isBusy, title: "Measures both in turns, so that what the machine does meets both" })}
      </div>
      <div class="toolbar" role="toolbar" aria-label="Sweep and export">
        ${textField("Threads of a sweep", threads, (text) => this.remember({ threads: text }), "sweep-threads")}
        ${textField("Batches", batches, (text) => this.remember({ batches: text }), "sweep-batches")}
        ${button("Sweep", () => this.act(() => this.#sweep()), { secondary: true, icon: "table", testId: "benchmark-sweep", disabled: isBusy || isServer, title: isServer ? "Queries of a server have one sample: there is nothing to sweep" : "Measures each combination in a process of its own" })}
        ${
          result === undefined
            ? null
            : html`${button("CSV", () => this.#export("csv", result), { secondary: true, icon: "export", testId: "export-csv", title: "Export as CSV" })}
              ${button("JSON", () => this.#export("json", result), { secondary: true, icon: "export", testId: "export-json", title: "Export as JSON" })}`
        }
      </div>`;
  }

  #progress(): TemplateResult | null {
    return workProgress("benchmark", this.step, this.#cancel);
  }

  #openModel(path: string): void {
    this.act(() => this.#host.request("page/openModel", { path }));
  }

  #result({ result, time, id }: Shown): TemplateResult {
    const { model, other, ratio, settings } = result;
    const { heat } = this.memory.value;
    const when = time === null ? "" : `, measured ${new Date(time).toLocaleString()}`;
    return html`<div data-testid="benchmark-result">
      <p class="muted" data-testid="benchmark-what">${settings.scenario}, batch ${settings.batch}, ${settings.threads === undefined ? "the runtime's number of threads" : `threads: ${settings.threads}`}, ${settings.seconds} s${model.path === this.#path ? "" : `, of ${model.path}`}${when}${id === null ? "; it could not be kept" : ""}</p>
      ${noiseBanner(result)} ${headlineOf(result)}
      ${
        other === undefined || ratio === undefined
          ? null
          : html`<section aria-label="Comparison" data-testid="benchmark-ratio">
              <h2>Against <button type="button" class="link" @click=${() => this.#openModel(other.path)}>${other.path}</button></h2>
              <p>By the medians of rounds in turns, ${ratioWords(ratio)}.</p>
            </section>`
      }
      ${latencySections(model)}
      ${heatSection(
        heatMapOf(this.entries, this.#unmeasured, { sha256: model.sha256, runtime: result.runtime, settings }),
        {
          settings,
          runtime: result.runtime,
          measure: heat,
          onMeasure: (next) => this.remember({ heat: next }),
          onShow: (wanted) => this.act(() => this.#show(wanted)),
          shown: id,
        },
      )}
      ${conditions(result)}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { allModels, sort } = this.memory.value;
    const nothing =
      this.step === null ? emptyState("Nothing has been measured yet.", "Measure to see how fast it is.") : null;
    return html`<main class="page" data-testid="benchmark-page">
      ${this.troubles()}
      <h1>How fast is <button type="button" class="link" title="Show what is in it" @click=${() => this.#openModel(this.#path)}>${this.#name}</button></h1>
      ${this.#toolbar()} ${this.#progress()}
      ${this.shown === null ? nothing : this.#result(this.shown)}
      ${historySection(this.entries, {
        path: this.#path,
        shown: this.shown,
        allModels,
        sort,
        onSort: (next) => this.remember({ sort: next }),
        onAll: (all) => this.remember({ allModels: all }),
        onShow: (id) => this.act(() => this.#show(id)),
        onCompare: (entry) => this.act(() => this.#compare(entry)),
      })}
      ${this.compared === null ? null : separateRatio(this.compared.entry, this.compared.ratio)}
    </main>`;
  }
}

customElements.define("tidemark-benchmark-page", BenchmarkPage);
