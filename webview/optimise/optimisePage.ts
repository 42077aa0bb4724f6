import { html, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Caller } from "../../src/protocol/channel.ts";
import {
  type MadeModel,
  type NotMade,
  type Optimisation,
  type OptimiseReport,
  optimisations,
} from "../../src/protocol/optimiseEntities.ts";
import type { OptimisePageContract } from "../../src/protocol/optimisePageContract.ts";
import { comparisonSection } from "../evaluation/comparisonTable.ts";
import { button, checkbox, select } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { banner, emptyState } from "../kit/notice.ts";
import { workProgress } from "../kit/workProgress.ts";
import { optimiseCsv } from "./optimiseCsv.ts";
import type { OptimiseMemory } from "./optimiseMemory.ts";
import { optimiseTable } from "./optimiseTable.ts";

const kinds: Readonly<Record<Optimisation, string>> = {
  int8: "int8: weights of 8 bits, quantised as the model runs",
  float16: "float16: numbers of 16 bits",
};

interface Judges {
  readonly own: readonly string[];
  readonly others: readonly string[];
  readonly fault?: string | undefined;
}

/** Smaller models of one: what they gain in size and speed, and what they lose. */
export class OptimisePage extends LivePage<OptimiseMemory> {
  static override properties = { ...LivePage.properties, report: data, step: data, judges: data };
  declare private report: OptimiseReport | null;
  /** What is done at the moment; null when nothing is. */
  declare private step: { readonly step: string; readonly share: number } | null;
  /** Null before they are known. */
  declare private judges: Judges | null;

  readonly #host: Caller<OptimisePageContract>;
  #name = "";
  #path = "";
  /** What the Python extension has chosen. */
  #python: string | null = null;
  #work = new AbortController();

  constructor({ host, memory }: { host: Caller<OptimisePageContract>; memory: PageMemory<OptimiseMemory> }) {
    super(memory);
    this.#host = host;
    this.report = null;
    this.step = null;
    this.judges = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.act(this.#findJudges);
    });
    this.act(async () => {
      const { path, name, python } = await this.#host.request("page/ready", {});
      this.#path = path;
      this.#name = name;
      this.#python = python;
      this.memory.update({ path });
      await this.#findJudges();
    });
  }

  protected override get hasContent(): boolean {
    return this.report !== null;
  }

  readonly #findJudges = async (): Promise<void> => {
    if (this.#path !== "") this.judges = await this.#host.request("optimise/evaluations", { path: this.#path });
  };

  /** @param replace makes files anew that are there */
  async #make(how: readonly Optimisation[], replace: boolean): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const { evaluation } = this.memory.value;
    const python = this.memory.value.python.trim() || this.#python;
    this.failure = null;
    this.step = { step: "starting", share: 0 };
    const question = {
      path: this.#path,
      how: [...how],
      replace,
      ...(this.#chosen(evaluation) === undefined ? {} : { evaluation }),
      ...(python === null ? {} : { python }),
    };
    try {
      const made = await this.#host.request("optimise/compare", question, signal, (progress) => {
        if (!signal.aborted) this.step = progress;
      });
      // What was not asked for this time stays as it was.
      const others = this.report?.models.filter((one) => !how.includes(one.how)) ?? [];
      const models = optimisations.flatMap((kind) => [...made.models, ...others].filter((one) => one.how === kind));
      this.report = { ...made, models };
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (!signal.aborted) this.step = null;
    }
  }

  /** The evaluation, if it is still declared. */
  #chosen(name: string): string | undefined {
    const { own = [], others = [] } = this.judges ?? {};
    return [...own, ...others].find((one) => one === name);
  }

  readonly #cancel = (): void => {
    this.#work.abort();
    this.step = null;
  };

  #choose(how: Optimisation, isWanted: boolean): void {
    const rest = this.memory.value.how.filter((one) => one !== how);
    this.remember({ how: isWanted ? [...rest, how] : rest });
  }

  #toolbar(): TemplateResult {
    const { how, python } = this.memory.value;
    const fault = this.judges?.fault;
    return html`<div class="toolbar" role="toolbar" aria-label="What is made">
        ${optimisations.map((kind) => checkbox(kinds[kind], how.includes(kind), (wanted) => this.#choose(kind, wanted), `optimise-${kind}`))}
        ${this.judges === null ? null : this.#judgeSelect(this.judges)}
        <label class="setting"><span class="muted">Python</span>
          <input
            class="field optimise-python"
            type="text"
            spellcheck="false"
            data-testid="optimise-python"
            placeholder=${this.#python ?? "that of .venv, or of the path"}
            title="A Python with the packages onnx and onnxruntime. Nothing is installed into it."
            .value=${python}
            @change=${(event: Event) => this.remember({ python: event.target instanceof HTMLInputElement ? event.target.value : "" })}
          /></label>
        ${button("Make and compare", () => this.act(() => this.#make(how, false)), { icon: "play", testId: "optimise-make", disabled: this.step !== null || how.length === 0, title: "Writes the smaller models beside this one and measures them" })}
        ${this.report === null ? null : this.#exports(this.report)}
      </div>
      ${fault === undefined ? null : html`<p class="warning-text" data-testid="optimise-fault">${fault}</p>`}`;
  }

  /** Made anew with other choices: the control keeps the words of the first. */
  #judgeSelect({ own, others }: Judges): unknown {
    const first = own[0] === undefined ? "Not judged: no evaluation is about it" : `Judged by ${own[0]}`;
    const named = [...own.slice(1), ...others].map((name) => ({ value: name, label: `Judged by ${name}` }));
    const chosen = this.#chosen(this.memory.value.evaluation) ?? "";
    const choices = [{ value: "", label: first }, ...named];
    const control = select(
      "What judges them",
      chosen,
      choices,
      (next) => this.remember({ evaluation: next }),
      "optimise-evaluation",
    );
    return keyed(JSON.stringify(choices), control);
  }

  #exports(report: OptimiseReport): TemplateResult {
    const save = (format: "csv" | "json", content: string): void =>
      this.act(() => this.#host.request("page/export", { format, content }));
    return html`${button("CSV", () => save("csv", optimiseCsv(report.models.filter(isMade))), { secondary: true, icon: "export", testId: "export-csv", title: "Export as CSV" })}
      ${button("JSON", () => save("json", `${JSON.stringify(report, undefined, 2)}\n`), { secondary: true, icon: "export", testId: "export-json", title: "Export as JSON" })}`;
  }

  #notMade({ how, error, isThere }: NotMade): TemplateResult {
    const replace = (): void => this.act(() => this.#make([how], true));
    return html`<div class="optimise-failed" role="status" data-testid="optimise-failed">
      <span class="warning-text"><b>${how}</b>: ${error}</span>
      ${isThere ? button("Replace it", replace, { secondary: true, testId: "optimise-replace", disabled: this.step !== null }) : null}
    </div>`;
  }

  /** What one model loses, by each metric, and the way to all that is known about it. */
  #detail(made: MadeModel, evaluation: string | null): TemplateResult {
    const { how, path, unjudged, evaluation: judged, tool } = made;
    const measure = (): void => this.act(() => this.#host.request("page/benchmark", { path }));
    const original = judged?.baselines.at(-1);
    return html`<section aria-label=${how} data-testid=${`optimise-detail-${how}`}>
      <h2>${kinds[how]} <span class="muted">by ${tool}</span></h2>
      ${unjudged === undefined ? null : html`<p class="warning-text">What it loses is not known: ${unjudged}</p>`}
      ${judged?.comparisons == null ? null : comparisonSection(judged.comparisons, judged.model, original)}
      <div class="toolbar">
        ${evaluation === null || judged === null ? null : button("Whole evaluation", () => this.act(() => this.#host.request("page/evaluate", { path, how, evaluation })), { secondary: true, icon: "beaker", testId: "optimise-evaluate" })}
        ${button("Benchmark it", measure, { secondary: true, icon: "dashboard", testId: "optimise-benchmark" })}
      </div>
    </section>`;
  }

  #report({ models, evaluation }: OptimiseReport): TemplateResult {
    const made = models.filter(isMade);
    const noise = new Set(made.flatMap(({ ratios }) => ratios.flatMap((one) => one.noise ?? [])));
    const open = (path: string): void => this.act(() => this.#host.request("page/openModel", { path }));
    return html`<div data-testid="optimise-report">
      ${models.map((one) => (isMade(one) ? null : this.#notMade(one)))}
      ${noise.size === 0 ? null : banner("warning", `Noisy: ${[...noise].join("; ")}.`, { testId: "optimise-noise", details: "Latencies may not repeat." })}
      ${made.length === 0 ? null : optimiseTable(this.#path, made, open)}
      ${made.map((one) => this.#detail(one, evaluation))}
    </div>`;
  }

  protected override render(): TemplateResult {
    const open = (): void => this.act(() => this.#host.request("page/openModel", { path: this.#path }));
    const advice =
      "Makes a smaller model beside this one by ONNX Runtime's tools for Python, measures the two in turns, and judges both on the same rows.";
    return html`<main class="page" data-testid="optimise-page">
      ${this.troubles()}
      <h1>Smaller models of <button type="button" class="link" title="Show what is in it" @click=${open}>${this.#name}</button></h1>
      ${this.#toolbar()} ${workProgress("optimise", this.step, this.#cancel)}
      ${this.report === null ? (this.step === null ? emptyState("Nothing has been made yet.", advice) : null) : this.#report(this.report)}
    </main>`;
  }
}

const isMade = (one: MadeModel | NotMade): one is MadeModel => !("error" in one);

customElements.define("tidemark-optimise-page", OptimisePage);
