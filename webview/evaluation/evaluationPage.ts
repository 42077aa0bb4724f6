import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { EvaluationFigure, EvaluationResult, EvaluationSlice } from "../../src/protocol/evaluationEntities.ts";
import type { EvaluationPageContract, ShownEvaluation } from "../../src/protocol/evaluationPageContract.ts";
import { formatBytes, formatDuration, formatNumber } from "../../src/protocol/format.ts";
import { button } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { workProgress } from "../kit/workProgress.ts";
import { comparisonSection, sliceComparisons } from "./comparisonTable.ts";
import { confusionTable } from "./confusionTable.ts";
import type { EvaluationMemory } from "./evaluationMemory.ts";
import { fairnessSection } from "./fairnessSection.ts";
import { gateList } from "./gateList.ts";
import { headlines } from "./headlines.ts";
import { labelSection } from "./labelTable.ts";
import { curvePlots, intervalBar } from "./pictures.ts";
import { residualPlots } from "./residualPlots.ts";
import { disagreementSection, numberedFile, worstSection } from "./tellingRows.ts";

/** The figure that slices are drawn by. */
const sliceFigures = {
  binary: ["accuracy", "roc_auc"],
  multiclass: ["accuracy", "macro_f1"],
  multilabel: ["subset_accuracy", "micro_f1"],
  regression: ["mae", "rmse"],
  ranking: [],
  similarity: ["spearman", "pearson"],
} as const;
/** More classes make a table that nobody reads. */
const mostShownClasses = 20;

/** What a model is worth on some rows: its figures, what they are held against, and where it is right and wrong. */
export class EvaluationPage extends LivePage<EvaluationMemory> {
  static override properties = { ...LivePage.properties, result: data, step: data, shown: data };
  declare private result: EvaluationResult | null;
  /** What is done at the moment; null when nothing is. */
  declare private step: { readonly step: string; readonly share: number } | null;
  declare private shown: ShownEvaluation | null;

  readonly #host: Caller<EvaluationPageContract>;
  #work = new AbortController();

  constructor({ host, memory }: { host: Caller<EvaluationPageContract>; memory: PageMemory<EvaluationMemory> }) {
    super(memory);
    this.#host = host;
    this.result = null;
    this.step = null;
    this.shown = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected && this.result === null) this.#evaluate();
    });
    this.#evaluate();
  }

  protected override get hasContent(): boolean {
    return this.result !== null;
  }

  readonly #evaluate = (): void => {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.step = { step: "Opening the model", share: 0 };
    this.failure = null;
    const run = async (): Promise<EvaluationResult> => {
      const shown = await this.#host.request("page/ready", {});
      this.shown = shown;
      this.memory.update({ shown });
      return await this.#host.request("evaluation/run", shown.question, signal, (step) => {
        if (!signal.aborted) this.step = step;
      });
    };
    run().then(
      (result) => {
        this.result = result;
        this.step = null;
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.step = null;
        this.fail(error);
      },
    );
  };

  #progress(): TemplateResult | null {
    return workProgress("evaluation", this.step, () => {
      this.#work.abort();
      this.step = null;
    });
  }

  #tiles({ task, model, baselines }: EvaluationResult): TemplateResult {
    const tile = (name: string): TemplateResult | null => {
      const figure = model.figures.find((one) => one.name === name);
      if (figure === undefined) return null;
      const others = baselines.map(({ name: of, figures }) => {
        const other = figures.find((one) => one.name === name)?.value;
        return html`<span class="tile-best muted cut" title=${of}>${of}: ${other == null ? "–" : formatNumber(other)}</span>`;
      });
      return html`<div class="tile">
        <dt>${name}</dt>
        <dd>
          <span class="tile-value">${valueWords(figure)}</span>
          <span class="tile-best">${intervalWords(figure) || figure.intervalReason}</span>
          ${others}
        </dd>
      </div>`;
    };
    return html`<dl class="tiles" data-testid="evaluation-tiles">${headlines[task].map(tile)}</dl>`;
  }

  #figures({ model, baselines }: EvaluationResult): TemplateResult {
    const columns: Column<EvaluationFigure>[] = [
      { id: "name", label: "Metric", cell: ({ name }) => name, sort: ({ name }) => name },
      { id: "value", label: "Value", numeric: true, cell: valueWords, sort: ({ value }) => value },
      { id: "interval", label: "95 % interval", numeric: true, cell: intervalWords },
      ...baselines.map(({ name: of, figures }) => ({
        id: of,
        label: of,
        numeric: true,
        cell: ({ name }: EvaluationFigure) => {
          const other = figures.find((one) => one.name === name);
          return other === undefined ? "" : valueWords(other);
        },
      })),
      {
        id: "how",
        label: "How the interval is made",
        cell: ({ value, reason, interval, intervalReason, note }) =>
          html`<span class="muted">${value === null ? `undefined because ${reason}` : [note, interval === null ? `none: ${intervalReason}` : methodWords(interval)].filter(Boolean).join("; ")}</span>`,
      },
    ];
    return html`<section>
      <h2>Figures</h2>
      ${dataTable({
        caption: "Figures of the model",
        columns,
        rows: model.figures,
        key: ({ name }) => name,
        sort: this.memory.value.sort,
        onSort: (sort) => this.remember({ sort }),
        testId: "evaluation-figures",
      })}
    </section>`;
  }

  #slices({ slices, slicesLeftOut, task, baselines }: EvaluationResult): TemplateResult | null {
    if (slices.length === 0) return null;
    const columns: Column<EvaluationSlice>[] = [
      {
        id: "slice",
        label: "Slice",
        cell: ({ column, value }) => `${column} = ${value ?? "null"}`,
        sort: ({ value }) => value,
      },
      {
        id: "rows",
        label: "Rows",
        numeric: true,
        cell: ({ rows }) => rows.toLocaleString("en"),
        sort: ({ rows }) => rows,
      },
      ...sliceFigures[task].flatMap((name) => this.#sliceColumns(name, slices)),
      ...(task === "regression" || task === "similarity"
        ? []
        : [
            {
              id: "p",
              label: "differs from the rest, p",
              title:
                "How surely the share of right answers differs from that of all other rows; p by Holm's method over all slices.",
              numeric: true,
              cell: ({ adjustedP }: EvaluationSlice) => (adjustedP === null ? "" : formatNumber(adjustedP, 2)),
              sort: ({ adjustedP }: EvaluationSlice) => adjustedP,
            },
          ]),
      ...sliceComparisons(slices, baselines.at(-1)),
    ];
    return html`<section>
      <h2>By slice</h2>
      ${dataTable({
        caption: "Figures of the rows of each slice",
        columns,
        rows: slices,
        key: ({ column, value }) => `${column} ${value}`,
        sort: this.memory.value.sliceSort,
        onSort: (sliceSort) => this.remember({ sliceSort }),
        rowClass: ({ adjustedP }) => (adjustedP !== null && adjustedP < 0.05 ? "selected" : ""),
        testId: "evaluation-slices",
      })}
      ${slicesLeftOut === 0 ? null : html`<p class="muted">${slicesLeftOut} smaller slices are not shown.</p>`}
    </section>`;
  }

  #sliceColumns(name: string, slices: readonly EvaluationSlice[]): Column<EvaluationSlice>[] {
    const of = ({ figures }: EvaluationSlice) => figures.find((figure) => figure.name === name);
    const ends = slices.flatMap((slice) => {
      const figure = of(slice);
      return figure?.value == null
        ? []
        : [figure.value, figure.interval?.low ?? figure.value, figure.interval?.high ?? figure.value];
    });
    const scale = { low: Math.min(...ends), high: Math.max(...ends) };
    return [
      {
        id: name,
        label: name,
        numeric: true,
        cell: (slice) => {
          const figure = of(slice);
          return figure === undefined ? "" : valueWords(figure);
        },
        cellTitle: (slice) => intervalWords(of(slice)),
        sort: (slice) => of(slice)?.value ?? null,
      },
      { id: `${name} interval`, label: "95 % interval", cell: (slice) => intervalBar(of(slice), scale) },
    ];
  }

  #head(result: EvaluationResult): TemplateResult {
    const { model, data: rows, label, positive, threshold, queries, milliseconds } = result;
    const used =
      rows.used === rows.rows
        ? `all ${rows.rows.toLocaleString("en")} rows`
        : `${rows.used.toLocaleString("en")} of ${rows.rows.toLocaleString("en")} rows`;
    const what = positive === null ? label : `${label} = ${positive}`;
    return html`<div class="facts">
      <span class="fact" title=${model.file?.path ?? ""}>${model.name}${model.file === undefined ? "" : `, ${formatBytes(model.file.bytes)}`}</span>
      <span class="fact">tells ${what}${threshold === null ? "" : `, from a score of ${formatNumber(threshold)} on`}</span>
      <span class="fact" data-testid="evaluation-rows">on ${used} of ${rows.name}</span>
      ${
        queries === null
          ? null
          : html`<span class="fact" title="Groups without a relevant row have no order that is better than another.">means over ${(queries.all - queries.leftOut).toLocaleString("en")} of ${queries.all.toLocaleString("en")} groups at k = ${queries.k}</span>`
      }
      <span class="fact">${formatDuration(milliseconds)}</span>
    </div>`;
  }

  #title(): TemplateResult {
    const { shown } = this;
    const isDeclared = shown?.isDeclared === true;
    return html`<div class="page-title">
      <h1>${shown?.name ?? "Evaluation"}</h1>
      ${button("Evaluate again", this.#evaluate, { secondary: true, icon: "refresh", testId: "evaluation-again" })}
      ${
        isDeclared
          ? button("Show in tidemark.yaml", () => this.#declaration(), { secondary: true, icon: "go-to-file" })
          : button("Copy for tidemark.yaml", () => this.act(() => this.#host.request("page/copyDeclaration", {})), {
              secondary: true,
              icon: "copy",
              testId: "evaluation-copy",
            })
      }
    </div>`;
  }

  readonly #rowsOf = (label: string, answer: string): void =>
    this.act(() => this.#host.request("page/showPredictions", { label, answer }));

  readonly #declaration = (gate?: number): void =>
    this.act(() => this.#host.request("page/showDeclaration", gate === undefined ? {} : { gate }));

  protected override render(): TemplateResult {
    const { result } = this;
    if (result === null) {
      const nothing =
        this.step === null
          ? emptyState("Nothing was evaluated.", this.failure ?? "Evaluate again to begin anew.")
          : null;
      return html`<main class="page">${this.#title()}${this.#progress()}${nothing}</main>`;
    }
    const { confusion, classes, comparisons, data: rows, gates, label } = result;
    const plots = [...curvePlots(result), ...(result.residuals === null ? [] : residualPlots(result.residuals))];
    const file = numberedFile(result, this.shown);
    const onRow = (row: number): void => this.act(() => this.#host.request("page/showRow", { row, file: file ?? "" }));
    const rowsOptions = { onRow: file === undefined ? undefined : onRow };
    return html`<main class="page" data-testid="evaluation-page">
      ${this.troubles()}
      <header class="page-header">${this.#title()}${this.#head(result)}</header>
      ${this.#progress()}
      ${rows.leftOut.map(({ reason, rows: count }) => html`<p class="warning-text" data-testid="evaluation-left-out">${count.toLocaleString("en")} rows left out: ${reason}.</p>`)}
      ${gateList(gates, this.shown?.isDeclared === true ? this.#declaration : undefined)}
      ${this.#tiles(result)}
      ${comparisons === null ? null : comparisonSection(comparisons, result.model, result.baselines.at(-1))}
      ${labelSection(result, { sort: this.memory.value.sliceSort, onSort: (sliceSort) => this.remember({ sliceSort }) })}
      ${plots.length === 0 ? null : html`<section><h2>${result.residuals === null ? "Curves" : "Errors"}</h2><div class="evaluation-plots">${plots}</div></section>`}
      ${
        confusion === null || classes.length > mostShownClasses
          ? null
          : html`<section><h2>Right and wrong</h2>${confusionTable(confusion, classes, label, this.#rowsOf)}</section>`
      }
      ${this.#slices(result)}
      ${fairnessSection(result.fairness)}
      ${worstSection(result, rowsOptions)}
      ${disagreementSection(result, rowsOptions)}
      ${this.#figures(result)}
    </main>`;
  }
}

const valueWords = ({ value }: EvaluationFigure): string => (value === null ? "–" : formatNumber(value));

const intervalWords = (figure: EvaluationFigure | undefined): string =>
  figure?.interval == null ? "" : `${formatNumber(figure.interval.low)} to ${formatNumber(figure.interval.high)}`;

const methodWords = ({ method, resamples }: NonNullable<EvaluationFigure["interval"]>): string =>
  resamples === undefined ? method : `${method}, ${resamples.toLocaleString("en")} resamples`;

customElements.define("tidemark-evaluation-page", EvaluationPage);
