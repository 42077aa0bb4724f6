import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { DriftReport } from "../../src/protocol/driftEntities.ts";
import type { DriftPageContract } from "../../src/protocol/driftPageContract.ts";
import { driftHtml } from "../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../src/protocol/driftReport/markdown.ts";
import {
  multivariateWords,
  ruleWords,
  sideWords,
  verdictTitles,
  verdictWords,
} from "../../src/protocol/driftReport/words.ts";
import type { DriftProgress, DriftQuestion } from "../../src/protocol/driftRequests.ts";
import { button, checkbox, filterField } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { columnSection, type ShowRows, verdictClass } from "./columnSection.ts";
import type { DriftMemory } from "./driftMemory.ts";

/** A comparison of data: the verdict, then every column, those that changed most first. */
export class DriftPage extends LivePage<DriftMemory> {
  static override properties = { ...LivePage.properties, report: data, progress: data };
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

  readonly #compare = (): void => {
    const question = this.#question;
    if (question === null || this.#work !== null) return;
    const work = new AbortController();
    this.#work = work;
    this.failure = null;
    this.progress = { doing: "Starting", done: 0, of: 1 };
    this.act(async () => {
      try {
        const report = await this.#host.request("data/drift", question, work.signal, (progress) => {
          this.progress = progress;
        });
        this.report = report;
      } catch (error) {
        if (!work.signal.aborted) throw error;
      } finally {
        this.#work = null;
        this.progress = null;
      }
    });
  };

  protected override get hasContent(): boolean {
    return this.report !== null;
  }

  #export(format: "markdown" | "html" | "json", report: DriftReport): void {
    const content = { markdown: driftMarkdown, html: driftHtml, json: asJson }[format](report);
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
    const save = (format: "markdown" | "html" | "json", label: string): TemplateResult =>
      button(label, () => this.#export(format, report), {
        secondary: true,
        testId: `export-${format}`,
        title: `Export as ${label}`,
      });
    return html`<div class="toolbar" role="toolbar" aria-label="Comparison">
      ${filterField("Filter columns", filter, (text) => this.remember({ filter: text }), "filter")}
      ${checkbox("Only what changed", onlyChanged, (only) => this.remember({ onlyChanged: only }), "only-changed")}
      ${button("Compare again", this.#compare, { secondary: true, icon: "refresh", testId: "again", disabled: this.progress !== null })}
      ${save("html", "HTML")} ${save("markdown", "Markdown")} ${save("json", "JSON")}
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

  protected override render(): TemplateResult {
    const { report } = this;
    if (report === null) {
      const again = button("Compare", this.#compare, { testId: "compare" });
      return html`<main class="page" data-testid="drift-page">
        ${this.troubles()} ${this.#working()}
        ${this.progress === null ? html`${emptyState("Nothing has been compared yet.")}<div class="center">${again}</div>` : null}
      </main>`;
    }
    return html`<main class="page" data-testid="drift-page">
      ${this.troubles()}
      <header>
        <h1 class=${verdictClass(report.verdict)} data-testid="verdict">${verdictTitles[report.verdict]}</h1>
        <p class="lead" data-testid="verdict-words">${verdictWords(report)}</p>
        <dl class="sides">
          <dt><span class="key reference"></span>Before</dt>
          <dd class="wrap">${sideWords(report.reference)}</dd>
          <dt><span class="key current"></span>Now</dt>
          <dd class="wrap">${sideWords(report.current)}</dd>
          ${report.slice === null ? null : html`<dt>Rows</dt><dd class="wrap"><code>${report.slice}</code></dd>`}
        </dl>
      </header>
      ${this.#toolbar(report)} ${this.#working()}
      <section aria-label="Columns">${this.#columns(report)}</section>
      ${together(report)} ${leftOut(report)}
      <p class="muted rule">${ruleWords(report)}</p>
    </main>`;
  }
}

const asJson = (report: DriftReport): string => `${JSON.stringify(report, undefined, 2)}\n`;

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
