import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { VersionOfRun } from "../../src/protocol/datasetEntities.ts";
import type { Changed } from "../../src/protocol/engineContract.ts";
import type { MetricGoal, RunDetail } from "../../src/protocol/entities.ts";
import type { ModelCandidate } from "../../src/protocol/modelEntities.ts";
import type { RunPageContract } from "../../src/protocol/pageContract.ts";
import "../kit/chartGrid.ts";
import "./artifactBrowser.ts";
import "./traces/traceBrowser.ts";
import { coalesced, nextFrame } from "../kit/coalesced.ts";
import { tabs } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { disconnected, emptyState } from "../kit/notice.ts";
import { createSeriesFeed } from "../kit/seriesFeed.ts";
import { childrenTab } from "./childrenTab.ts";
import { codeTab } from "./codeTab.ts";
import { dataTab } from "./dataTab.ts";
import { environmentTab } from "./environmentTab.ts";
import { metricsTab } from "./metricsTab.ts";
import { modelsTab } from "./modelsTab.ts";
import { overview } from "./overview.ts";
import { paramsTab } from "./paramsTab.ts";
import { runHeader } from "./runHeader.ts";
import type { RunMemory, RunTab } from "./runMemory.ts";

/** Tables need not follow every point: a tenth of a second reads as live. Charts do not wait for this. */
const detailDelay = 100;
/** Models are looked for among the artifacts, and come rarely. */
const modelsDelay = 300;

/** One run, live. */
export class RunPage extends LivePage<RunMemory> {
  static override properties = {
    ...LivePage.properties,
    detail: data,
    now: data,
    artifactsVersion: data,
    tracesVersion: data,
    models: data,
    uses: data,
  };
  declare private detail: RunDetail | null;
  declare private now: number;
  declare private artifactsVersion: number;
  declare private tracesVersion: number;
  declare private models: readonly ModelCandidate[];
  declare private uses: readonly VersionOfRun[];

  readonly #host: Caller<RunPageContract>;
  readonly #feed;
  readonly #refresh: () => void;
  readonly #refreshModels: () => void;
  #clock: ReturnType<typeof setInterval> | undefined;
  #runId = "";

  constructor({ host, memory }: { host: Caller<RunPageContract>; memory: PageMemory<RunMemory> }) {
    super(memory);
    this.#host = host;
    this.detail = null;
    this.now = Date.now();
    this.artifactsVersion = 0;
    this.tracesVersion = 0;
    this.models = [];
    this.uses = [];
    this.#feed = createSeriesFeed({
      sample: async (query) => (await host.request("metrics/sample", query)).series,
      schedule: nextFrame,
      onError: this.fail,
    });
    this.#refresh = coalesced({
      task: async () => {
        const runId = this.#runId;
        [this.detail, { uses: this.uses }] = await Promise.all([
          host.request("runs/get", { runId }),
          host.request("datasets/ofRun", { runId }),
        ]);
        this.now = Date.now();
        this.failure = null;
      },
      schedule: (run) => setTimeout(run, this.detail === null ? 0 : detailDelay),
      onError: this.fail,
    });
    this.#refreshModels = coalesced({
      task: async () => {
        this.models = (await host.request("models/candidates", { runId: this.#runId })).candidates;
      },
      schedule: (run) => setTimeout(run, modelsDelay),
      onError: this.fail,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", (change) => this.#changed(change));
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#reload();
    });
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, 1000);
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  async #start(): Promise<void> {
    try {
      const { runIds } = await this.#host.request("page/ready", {});
      this.#runId = runIds[0] ?? "";
      this.memory.update({ runIds });
      this.#refresh();
      this.#refreshModels();
    } catch (error) {
      this.fail(error);
    }
  }

  #reload(): void {
    if (this.#runId === "") return;
    this.#refresh();
    this.#refreshModels();
    this.#feed.changed();
    this.artifactsVersion++;
    this.tracesVersion++;
  }

  #changed({ runs, experiments, models, datasets }: Changed): void {
    const own = runs.find((run) => run.id === this.#runId);
    if (own?.metrics) this.#feed.changed([own.id]);
    if (own?.summary) this.artifactsVersion++;
    if (own?.traces) this.tracesVersion++;
    if (own?.summary || models) this.#refreshModels();
    const experimentId = this.detail?.run.experimentId;
    // Any run of the experiment may be a new child, or change as one.
    if (
      own !== undefined ||
      experiments ||
      datasets ||
      runs.some((run) => run.summary && run.experimentId === experimentId)
    )
      this.#refresh();
  }

  protected override get hasContent(): boolean {
    return this.detail !== null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("detail") && this.detail !== null) document.title = this.detail.run.name;
  }

  readonly #setGoal = (key: string, goal: MetricGoal): void => {
    this.act(async () => {
      await this.#host.request("metrics/setGoal", { key, goal });
      this.#refresh();
    });
  };

  protected override render(): TemplateResult {
    const { detail } = this;
    if (detail === null) {
      return html`<main class="page">
        ${this.connected ? null : disconnected()}
        ${this.failure === null ? emptyState("Loading…") : emptyState("This run cannot be shown.", this.failure)}
      </main>`;
    }
    const { run } = detail;
    const deps = { host: this.#host, run: this.act };
    const list: { id: RunTab; label: string; count?: number }[] = [
      { id: "metrics", label: "Metrics", count: detail.metrics.length },
      { id: "params", label: "Parameters", count: detail.params.length },
      { id: "artifacts", label: "Artifacts" },
      // Before models, which come later: nothing moves below the pointer.
      ...(detail.datasets.length + this.uses.length > 0
        ? [{ id: "data" as const, label: "Data", count: Math.max(detail.datasets.length, this.uses.length) }]
        : []),
      ...(this.models.length > 0 ? [{ id: "models" as const, label: "Models", count: this.models.length }] : []),
      ...(detail.traces > 0 ? [{ id: "traces" as const, label: "Traces", count: detail.traces }] : []),
      { id: "code", label: "Code" },
      { id: "environment", label: "Environment" },
      ...(detail.children.length > 0
        ? [{ id: "children" as const, label: "Children", count: detail.children.length }]
        : []),
    ];
    // A tab that comes later, or never again, leaves its place to the first.
    const shown = list.find(({ id }) => id === this.memory.value.tab)?.id ?? "metrics";
    return html`<main class="page" data-testid="run-page" data-run=${run.id}>
      ${this.troubles()}
      ${runHeader(detail, this.now, deps, this.#refresh)} ${overview(detail)}
      ${tabs(
        list,
        shown,
        (tab) => this.remember({ tab }),
        () => this.#tab(detail, shown),
      )}
    </main>`;
  }

  #tab(detail: RunDetail, tab: RunTab): unknown {
    const memory = this.memory.value;
    const deps = { host: this.#host, run: this.act };
    const remember = (change: Partial<RunMemory>): void => this.remember(change);
    switch (tab) {
      case "metrics":
        return metricsTab(detail, { memory, remember, feed: this.#feed, setGoal: this.#setGoal });
      case "params":
        return paramsTab(detail, {
          memory,
          remember,
          copy: (text) => this.act(() => this.#host.request("page/copy", { text })),
        });
      case "artifacts":
        return html`<tidemark-artifact-browser
          .host=${this.#host}
          .runId=${detail.run.id}
          .version=${this.artifactsVersion}
          .memory=${memory}
          .onMemory=${remember}
        ></tidemark-artifact-browser>`;
      case "models":
        return modelsTab(this.models, detail.run.id, this.now, deps);
      case "data":
        return dataTab(detail, this.uses, deps);
      case "traces":
        return html`<tidemark-trace-browser
          .host=${this.#host}
          .runId=${detail.run.id}
          .version=${this.tracesVersion}
          .now=${this.now}
          .memory=${memory}
          .onMemory=${remember}
          .copy=${(text: string) => this.act(() => this.#host.request("page/copy", { text }))}
        ></tidemark-trace-browser>`;
      case "code":
        return codeTab(detail, deps);
      case "environment":
        return environmentTab(detail, { memory, remember });
      case "children":
        return childrenTab(detail, this.now, deps);
    }
  }
}

customElements.define("tidemark-run-page", RunPage);
