import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { DatasetVersionDetail } from "../../src/protocol/datasetEntities.ts";
import type { DriftReport } from "../../src/protocol/driftEntities.ts";
import type { DriftPageContract } from "../../src/protocol/driftPageContract.ts";
import { sideVersions } from "../../src/protocol/driftReport/affectedWords.ts";
import { driftCsv } from "../../src/protocol/driftReport/csv.ts";
import { driftHtml } from "../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../src/protocol/driftReport/markdown.ts";
import { type DriftParts, partsOfSlices, partsOfTime } from "../../src/protocol/driftReport/parts.ts";
import {
  multivariateWords,
  ruleWords,
  sideWords,
  verdictTitles,
  verdictWords,
} from "../../src/protocol/driftReport/words.ts";
import type { DriftProgress, DriftQuestion } from "../../src/protocol/driftRequests.ts";
import { columnHistory } from "../kit/columnHistory.ts";
import { button, checkbox, filterField } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { iconButton } from "../kit/icon.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { affectedSection } from "./affectedSection.ts";
import { columnSection, type ShowRows, verdictClass } from "./columnSection.ts";
import type { Cut, DriftMemory } from "./driftMemory.ts";
import { partsSection } from "./partsSection.ts";
import { datasetOf, profiledVersions } from "./versionHistory.ts";

/** A comparison of data: the verdict, then every column, those that changed most first. */
export class DriftPage extends LivePage<DriftMemory> {
  static override properties = { ...LivePage.properties, report: data, progress: data, parts: data, history: data };
  /** The versions of the data set that both sides are of, as far as they have profiles. */
  declare private history: readonly DatasetVersionDetail[];
  /** Null while the rows are not cut. */
  declare private parts: DriftParts | null;
  declare private report: DriftReport | null;
  /** Null while nothing is computed. */
  declare private progress: DriftProgress | null;

  readonly #host: Caller<DriftPageContract>;
  #question: DriftQuestion | null = null;
  #work: AbortController | null = null;

  constructor({ host, memory }: { host: Caller<DriftPageContract>; memory: PageMemory<DriftMemory> }) {
    super(memory);
    this.#host = host;
    this.report = null;
    this.parts = null;
    this.history = [];
    this.progress = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", () => undefined);
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected && this.report === null && this.#question !== null) this.#compare();
    });
    this.act(async () => {
      const { question } = await this.#host.request("page/ready", {});
      this.#question = question;
      this.memory.update({ question });
      this.#compare();
    });
  }

  readonly #compare = (): void =>
    this.#ask(async (question, signal, report) => {
      this.report = await this.#host.request("data/drift", question, signal, report);
      this.#askHistory(this.report);
      await this.#askParts(question, signal, report);
    });

  #askHistory(report: DriftReport): void {
    const dataset = datasetOf(report);
    if (dataset === null) return;
    this.act(async () => {
      this.history = await profiledVersions(this.#host, dataset);
    });
  }

  readonly #cut = (cut: Cut): void => {
    this.remember({ cut });
    this.parts = null;
    // What is computed for another cut is of no use any more.
    if (this.report !== null) this.#work?.abort();
    this.#ask((question, signal, report) => this.#askParts(question, signal, report));
  };

  /** The same comparison for each part of the rows, where they are cut. */
  async #askParts(question: DriftQuestion, signal: AbortSignal, report: (step: DriftProgress) => void): Promise<void> {
    const { kind, column, every } = this.memory.value.cut;
    const { current } = question;
    if (kind === "time") {
      const window = { ...current.window, ...(column === "" ? {} : { column }) };
      const asked = { ...question, current: { ...current, window }, every };
      this.parts = partsOfTime(await this.#host.request("data/driftOverTime", asked, signal, report));
    } else if (kind === "slice") {
      this.parts = partsOfSlices(
        await this.#host.request("data/driftBySlice", { ...question, by: column }, signal, report),
      );
    }
  }

  #ask(
    work: (question: DriftQuestion, signal: AbortSignal, report: (step: DriftProgress) => void) => Promise<void>,
  ): void {
    const question = this.#question;
    if (question === null || (this.#work !== null && !this.#work.signal.aborted)) return;
    const own = new AbortController();
    this.#work = own;
    this.failure = null;
    this.progress = { doing: "Starting", done: 0, of: 1 };
    this.act(async () => {
      try {
        await work(question, own.signal, (progress) => {
          if (this.#work === own) this.progress = progress;
        });
      } catch (error) {
        if (!own.signal.aborted) throw error;
      } finally {
        if (this.#work === own) {
          this.#work = null;
          this.progress = null;
        }
      }
    });
  }

  protected override get hasContent(): boolean {
    return this.report !== null;
  }

  #export(format: ExportFormat, report: DriftReport): void {
    const content = exporters[format](report, this.parts);
    this.act(() => this.#host.request("page/export", { format, content }));
  }

  readonly #showRows: ShowRows = (look) => this.act(() => this.#host.request("page/showRows", look));

  #working(): TemplateResult | null {
    const { progress } = this;
    if (progress === null) return null;
    return html`<div class="drift-progress" role="status" data-testid="drift-progress">
      <progress max=${progress.of} .value=${progress.done} aria-label="Progress"></progress>
      <span class="cut">${progress.doing}…</span>
      ${button("Cancel", () => this.#work?.abort(), { secondary: true, testId: "cancel" })}
    </div>`;
  }

  #toolbar(report: DriftReport): TemplateResult {
    const { filter, onlyChanged } = this.memory.value;
    const save = (format: ExportFormat, label: string): TemplateResult =>
      button(label, () => this.#export(format, report), {
        secondary: true,
        testId: `export-${format}`,
        title: `Export as ${label}`,
      });
    return html`<div class="toolbar" role="toolbar" aria-label="Comparison">
      ${filterField("Filter columns", filter, (text) => this.remember({ filter: text }), "filter")}
      ${checkbox("Only what changed", onlyChanged, (only) => this.remember({ onlyChanged: only }), "only-changed")}
      ${button("Compare again", this.#compare, { secondary: true, icon: "refresh", testId: "again", disabled: this.progress !== null })}
      ${button("Swap sides", this.#swap, { secondary: true, icon: "arrow-swap", testId: "swap" })}
      ${save("html", "HTML")} ${save("markdown", "Markdown")} ${save("csv", "CSV")} ${save("json", "JSON")}
    </div>`;
  }

  #columns(report: DriftReport): TemplateResult {
    const { filter, onlyChanged } = this.memory.value;
    const wanted = filter.toLowerCase();
    const shown = report.columns.filter(
      ({ name, verdict }) => name.toLowerCase().includes(wanted) && (!onlyChanged || verdict === "drift"),
    );
    if (shown.length > 0) return html`${shown.map((column) => columnSection(report, column, this.#showRows))}`;
    return report.columns.length === 0
      ? emptyState("There is no column that both sides have.")
      : emptyState(
          "No column is shown.",
          onlyChanged ? "None of those that changed matches." : "No name matches the filter.",
        );
  }

  #parts(report: DriftReport): TemplateResult | null {
    const { cut, onlyChanged, filter } = this.memory.value;
    const question = this.#question;
    return question === null
      ? null
      : partsSection(report, question, this.parts, { cut, onCut: this.#cut, onlyChanged, filter });
  }

  #versions(): TemplateResult | null {
    if (this.history.length < 2) return null;
    const { historyFilter } = this.memory.value;
    return columnHistory(this.history, {
      filter: historyFilter,
      onFilter: (text) => this.remember({ historyFilter: text }),
    });
  }

  #change(side: "reference" | "current", what: string): TemplateResult {
    const choose = (): void => this.act(() => this.#host.request("page/chooseSide", { side }));
    return iconButton("edit", `Choose ${what}`, choose, { testId: `choose-${side}` });
  }

  readonly #swap = (): void => {
    const question = this.#question;
    if (question === null) return;
    const { reference, current } = question;
    this.act(() =>
      this.#host.request("page/compare", { question: { ...question, reference: current, current: reference } }),
    );
  };

  protected override render(): TemplateResult {
    const { report } = this;
    if (report === null) {
      const again = button("Compare", this.#compare, { testId: "compare" });
      return html`<main class="page" data-testid="drift-page">
        ${this.troubles()} ${this.#working()}
        ${
          this.progress === null
            ? html`${emptyState("Nothing has been compared yet.")}
                <div class="center">${again} ${this.#change("reference", "what it was before")} ${this.#change("current", "what it has become")}</div>`
            : null
        }
      </main>`;
    }
    return html`<main class="page" data-testid="drift-page">
      ${this.troubles()}
      <header>
        <h1 class=${verdictClass(report.verdict)} data-testid="verdict">${verdictTitles[report.verdict]}</h1>
        <p class="lead" data-testid="verdict-words">${verdictWords(report)}</p>
        <dl class="sides">
          <dt><span class="key reference"></span>Before</dt>
          <dd class="wrap" data-testid="side-reference">${sideWords(report.reference)} <span class="muted">${sideVersions(report, "reference")}</span> ${this.#change("reference", "what it was before")}</dd>
          <dt><span class="key current"></span>Now</dt>
          <dd class="wrap">${sideWords(report.current)} <span class="muted">${sideVersions(report, "current")}</span> ${this.#change("current", "what it has become")}</dd>
          ${report.slice === null ? null : html`<dt>Rows</dt><dd class="wrap"><code>${report.slice}</code></dd>`}
        </dl>
      </header>
      ${this.#toolbar(report)} ${this.#working()}
      <section aria-label="Columns">${this.#columns(report)}</section>
      ${this.#parts(report)} ${this.#versions()}
      ${together(report)} ${affectedSection(report.affected, { host: this.#host, act: (work) => this.act(work) })}
      ${leftOut(report)}
      <p class="muted rule">${ruleWords(report)}</p>
    </main>`;
  }
}

const asJson = (report: DriftReport): string => `${JSON.stringify(report, undefined, 2)}\n`;
const exporters = { markdown: driftMarkdown, html: driftHtml, csv: driftCsv, json: asJson };
type ExportFormat = keyof typeof exporters;

const together = ({ multivariate }: DriftReport): TemplateResult | null =>
  multivariate === null
    ? null
    : html`<section data-testid="multivariate">
        <h2>All columns together</h2>
        ${multivariate.aspects.map(({ of, verdict }) => html`<p><span class=${verdictClass(verdict)}>${verdictTitles[verdict]}</span> <span class="muted">${of}</span></p>`)}
        ${multivariateWords(multivariate).map((words) => html`<p>${words}</p>`)}
      </section>`;

const leftOut = ({ leftOut: all }: DriftReport): TemplateResult | null =>
  all.length === 0
    ? null
    : html`<section>
        <h2>Not compared</h2>
        <ul>
          ${all.map(({ name, reason }) => html`<li><span class="strong">${name}</span>: ${reason}</li>`)}
        </ul>
      </section>`;

customElements.define("tidemark-drift-page", DriftPage);
