import { html, type TemplateResult } from "lit";
import type { BenchmarkEntry, BenchmarkResult, SeparateRatio } from "../../src/protocol/benchmarkEntities.ts";
import { ratioWords } from "../../src/protocol/benchmarkWords.ts";
import { formatAge, formatNumber } from "../../src/protocol/format.ts";
import { button, checkbox } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { Sort } from "../kit/sorting.ts";

export interface HistoryOptions {
  readonly path: string;
  /** The one that is shown; its number is not known when it could not be kept. */
  readonly shown: { readonly id: number | null; readonly result: BenchmarkResult } | null;
  readonly allModels: boolean;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly onAll: (all: boolean) => void;
  readonly onShow: (id: number) => void;
  readonly onCompare: (entry: BenchmarkEntry) => void;
}

/** Benchmarks that were made before, of this file or of every model. */
export function historySection(entries: readonly BenchmarkEntry[], options: HistoryOptions): TemplateResult | null {
  if (entries.length === 0) return null;
  const { path, shown, allModels, sort, onSort, onAll } = options;
  const rows = entries.filter((entry) => allModels || entry.path === path);
  return html`<section aria-label="Earlier benchmarks">
    <div class="toolbar" role="toolbar" aria-label="Earlier benchmarks">
      <h2>Kept benchmarks</h2>
      ${checkbox("Other models, too", allModels, onAll, "history-all")}
    </div>
    ${dataTable({
      caption: "Kept benchmarks",
      columns: columnsOf(options),
      rows,
      key: ({ id }) => String(id),
      sort,
      onSort,
      rowClass: ({ id }) => (id === shown?.id ? "selected" : ""),
      testId: "benchmark-history",
    })}
  </section>`;
}

function columnsOf({ shown, onShow, onCompare, allModels }: HistoryOptions): readonly Column<BenchmarkEntry>[] {
  const number = (value: number | null): string => (value === null ? "–" : formatNumber(value));
  const now = Date.now();
  return [
    {
      id: "time",
      label: "When",
      cell: ({ id, time }) =>
        html`<button type="button" class="link" title=${new Date(time).toLocaleString()} @click=${() => onShow(id)}>${formatAge(time, now)}</button>`,
      sort: ({ time }) => time,
    },
    ...(allModels
      ? [
          {
            id: "model",
            label: "Model",
            cell: ({ path }: BenchmarkEntry) => html`<span class="cut">${path.split(/[\\/]/).at(-1)}</span>`,
            cellTitle: ({ path }: BenchmarkEntry) => path,
            sort: ({ path }: BenchmarkEntry) => path,
          },
        ]
      : []),
    { id: "content", label: "Content", cell: ({ sha256 }) => html`<code title=${sha256}>${sha256.slice(0, 8)}</code>` },
    {
      id: "commit",
      label: "Commit",
      cell: ({ commit }) => (commit === null ? "" : html`<code title=${commit}>${commit.slice(0, 8)}</code>`),
    },
    {
      id: "scenario",
      label: "Scenario",
      cell: ({ settings }) => settings.scenario,
      sort: ({ settings }) => settings.scenario,
    },
    {
      id: "batch",
      label: "Batch",
      numeric: true,
      cell: ({ settings }) => String(settings.batch),
      sort: ({ settings }) => settings.batch,
    },
    {
      id: "threads",
      label: "Threads",
      numeric: true,
      cell: ({ settings }) => String(settings.threads ?? "auto"),
      sort: ({ settings }) => settings.threads ?? 0,
    },
    {
      id: "samples",
      label: "Samples/s",
      numeric: true,
      cell: ({ samplesPerSecond }) => number(samplesPerSecond),
      sort: ({ samplesPerSecond }) => samplesPerSecond,
    },
    { id: "p50", label: "p50, ms", numeric: true, cell: ({ p50 }) => number(p50), sort: ({ p50 }) => p50 },
    { id: "p99", label: "p99, ms", numeric: true, cell: ({ p99 }) => number(p99), sort: ({ p99 }) => p99 },
    {
      id: "noise",
      label: "Noise",
      cell: ({ isNoisy }) => (isNoisy ? html`<span class="warning-text">noisy</span>` : ""),
      sort: ({ isNoisy }) => (isNoisy ? 1 : 0),
    },
    {
      id: "compare",
      label: "",
      cell: (entry) => {
        if (shown?.id == null || shown.id === entry.id) return "";
        const { scenario, batch } = shown.result.settings;
        const isAlike = entry.settings.scenario === scenario && entry.settings.batch === batch;
        const title = isAlike
          ? "Compare what is shown with this one"
          : "Only those of the same scenario and batch can be compared";
        return button("Compare", () => onCompare(entry), {
          secondary: true,
          disabled: !isAlike,
          title,
          testId: "history-compare",
        });
      },
    },
  ];
}

/** How the benchmark that is shown compares with an earlier one. */
export const separateRatio = (entry: BenchmarkEntry, ratio: SeparateRatio): TemplateResult => html`<section
  aria-label="Comparison with a kept benchmark"
  role="status"
  data-testid="benchmark-compared"
>
  <h2>Against that of ${new Date(entry.time).toLocaleString()} <span class="muted cut">${entry.path}</span></h2>
  <p>By the medians of rounds, ${ratioWords(ratio)}.</p>
  ${ratio.differences.length === 0 ? null : html`<p class="warning-text">Not only the model may be the cause: ${ratio.differences.join("; ")}.</p>`}
  <p class="muted">
    They were measured apart: the interval covers how rounds differ, not how the machine differed between the two.
    Measuring both models in turns covers that, too.
  </p>
</section>`;
