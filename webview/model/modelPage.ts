import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { MetricGoal } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ModelVersionDetail } from "../../src/protocol/modelEntities.ts";
import type { ModelPageContract } from "../../src/protocol/modelPageContract.ts";
import type { VersionId } from "../../src/protocol/modelRequests.ts";
import { coalesced } from "../kit/coalesced.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { tellingMetrics } from "../kit/metricFacts.ts";
import { disconnected, emptyState } from "../kit/notice.ts";
import { tiles } from "../kit/pageHead.ts";
import { modelHeader } from "./modelHeader.ts";
import type { ModelMemory } from "./modelMemory.ts";
import {
  environmentSection,
  filesSection,
  loadSection,
  metricsSection,
  paramsSection,
  tagsSection,
} from "./modelSections.ts";
import { promotionsSection } from "./promotionsSection.ts";
import { signatureSection } from "./signatureSection.ts";

/** Details are read from the disk: a fifth of a second reads as live. */
const detailDelay = 200;
const agesEvery = 30_000;

/** One version of a registered model, live. */
export class ModelPage extends LivePage<ModelMemory> {
  static override properties = { ...LivePage.properties, detail: data, now: data };
  declare private detail: ModelVersionDetail | null;
  declare private now: number;

  readonly #host: Caller<ModelPageContract>;
  readonly #refresh: () => void;
  #clock: ReturnType<typeof setInterval> | undefined;
  #shown: VersionId | undefined;

  constructor({ host, memory }: { host: Caller<ModelPageContract>; memory: PageMemory<ModelMemory> }) {
    super(memory);
    this.#host = host;
    this.detail = null;
    this.now = Date.now();
    this.#refresh = coalesced({
      task: async () => {
        if (this.#shown === undefined) return;
        this.detail = await host.request("models/version", this.#shown);
        this.now = Date.now();
        this.failure = null;
      },
      schedule: (run) => setTimeout(run, this.detail === null ? 0 : detailDelay),
      onError: this.fail,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", ({ models, experiments, runs }) => {
      const ofItsRun = runs.some(({ id }) => id === this.detail?.version.runId);
      if (models || experiments || ofItsRun) this.#refresh();
    });
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#refresh();
    });
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, agesEvery);
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  async #start(): Promise<void> {
    try {
      const { versions } = await this.#host.request("page/ready", {});
      this.#shown = versions[0];
      this.memory.update({ versions });
      this.#refresh();
    } catch (error) {
      this.fail(error);
    }
  }

  protected override get hasContent(): boolean {
    return this.detail !== null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("detail") && this.detail !== null) {
      const { name, version } = this.detail.version;
      document.title = `${name} v${version}`;
    }
  }

  readonly #setGoal = (key: string, goal: MetricGoal): void =>
    this.act(async () => {
      await this.#host.request("metrics/setGoal", { key, goal });
      this.#refresh();
    });

  protected override render(): TemplateResult {
    const { detail } = this;
    if (detail === null) {
      return html`<main class="page">
        ${this.connected ? null : disconnected()}
        ${this.failure === null ? emptyState("Loading…") : emptyState("This model cannot be shown.", this.failure)}
      </main>`;
    }
    const host = this.#host;
    const deps = {
      memory: this.memory.value,
      remember: this.remember,
      copy: (text: string) => this.act(() => host.request("page/copy", { text })),
    };
    const { name, version } = detail.version;
    return html`<main class="page" data-testid="model-page" data-model=${`${name}/${version}`}>
      ${this.troubles()}
      ${modelHeader(detail, this.now, { host, run: this.act }, this.#refresh)}
      ${tiles(tellingMetrics(detail.metrics, 5).map(({ key, value, dataset }) => ({ key, value: formatNumber(value), title: String(value), note: dataset === null ? null : `on ${dataset}` })))}
      ${loadSection(detail, deps)}
      <div class="parts">
        <div>${metricsSection(detail, deps, this.#setGoal)} ${paramsSection(detail, deps)} ${tagsSection(detail)} ${promotionsSection(detail, this.now)}</div>
        <div>
          ${signatureSection(detail)} ${environmentSection(detail)}
          ${filesSection(
            detail,
            (path) => this.act(() => host.request("page/openFile", { path })),
            () => this.act(() => host.request("page/act", { action: "revealFiles" })),
          )}
        </div>
      </div>
    </main>`;
  }
}

customElements.define("tidemark-model-page", ModelPage);
