import { html, type TemplateResult } from "lit";
import type { BenchmarkEntry, BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";
import { millisecondWords, scenarioWords } from "../../src/protocol/benchmarkWords.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { select } from "../kit/controls.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import type { BenchmarkMemory } from "./benchmarkMemory.ts";
import type { HeatCell, HeatMap } from "./sweep.ts";

type Measure = BenchmarkMemory["heat"];

const measures: readonly { value: Measure; label: string }[] = [
  { value: "samplesPerSecond", label: "Samples a second" },
  { value: "p50", label: "p50, ms" },
  { value: "p99", label: "p99, ms" },
];

interface HeatOptions {
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly onShow: (id: number) => void;
  readonly shown: number | null;
  /** What all cells have in common. */
  readonly settings: BenchmarkSettings;
  readonly runtime: string;
}

/** Threads × batch, the better the darker; nothing before there are two to compare. */
export function heatSection(map: HeatMap, options: HeatOptions): TemplateResult | null {
  if (map.entries.length < 2) return null;
  const { measure, onMeasure } = options;
  const values = map.entries.flatMap((entry) => entry[measure] ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isBetterHigh = measure === "samplesPerSecond";
  const best = isBetterHigh ? high : low;
  const heat = (value: number): number => {
    if (!(high > low) || low <= 0) return 0.5;
    const share = Math.log(value / low) / Math.log(high / low);
    return isBetterHigh ? share : 1 - share;
  };
  const times = map.entries.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => new Date(time).toLocaleString());
  return html`<section aria-label="Threads and batch">
    <div class="toolbar" role="toolbar" aria-label="Threads and batch">
      <h2>Threads × batch</h2>
      ${select("Figure", measure, measures, onMeasure, "heat-measure")}
    </div>
    <p class="muted" data-testid="heat-what">${whatWords(options)}</p>
    <div class="table-scroll heat" tabindex="0" role="region" aria-label="Figure by threads and batch">
      <table data-testid="benchmark-heat">
        <thead><tr><th scope="col">Threads</th>${map.batches.map((batch) => html`<th scope="col">batch ${batch}</th>`)}</tr></thead>
        <tbody>${map.threads.map(
          (threads) => html`<tr>
            <th scope="row">${threads === 0 ? "auto" : threads}</th>
            ${map.batches.map((batch) => heatCell(map.cell(threads, batch), { ...options, best, isBetterHigh, heat }))}
          </tr>`,
        )}</tbody>
      </table>
    </div>
    <p class="muted">The newest of each, measured from ${first} to ${last}, each in a process of its own. ! was noisy.</p>
  </section>`;
}

/** What every cell was measured with. */
function whatWords({ settings, runtime }: HeatOptions): string {
  const { scenario, seconds, optimisation, provider, dimensions, latencyBound } = settings;
  const parts = [
    `${scenarioWords[scenario]}, ${formatNumber(seconds)} s each`,
    `optimisation of the graph: ${optimisation}`,
    `provider: ${provider}`,
    runtime,
    ...Object.entries(dimensions).map(([name, length]) => `${name} = ${length}`),
    ...(latencyBound === undefined ? [] : [`p99 at most ${millisecondWords(latencyBound)}`]),
  ];
  return `${parts.join("; ")}.`;
}

function heatCell(
  cell: HeatCell | undefined,
  {
    measure,
    onShow,
    shown,
    best,
    isBetterHigh,
    heat,
  }: HeatOptions & { readonly best: number; readonly isBetterHigh: boolean; readonly heat: (value: number) => number },
): TemplateResult {
  if (cell === undefined) return html`<td class="muted missing">not measured</td>`;
  if ("reason" in cell)
    return html`<td class="warning-text missing failed" title=${cell.reason}>failed: ${cell.reason}</td>`;
  const { entry }: { readonly entry: BenchmarkEntry } = cell;
  const value = entry[measure];
  const { threads, batch } = entry.settings;
  const p99 = entry.p99 === null ? "too few queries for p99" : `p99 ${millisecondWords(entry.p99)}`;
  const median = entry.p50 === null ? [] : [`p50 ${millisecondWords(entry.p50)}`];
  const words = [
    `${threads ?? "auto"} threads, batch ${batch}: ${formatNumber(entry.samplesPerSecond)} samples/s`,
    ...median,
    p99,
    ...(entry.isNoisy ? ["noisy"] : []),
    new Date(entry.time).toLocaleString(),
  ].join(", ");
  const share = value === null ? 0 : Math.round(8 + 47 * heat(value));
  return html`<td ${inlineStyle({ "--heat": `${share}%` })} class=${entry.id === shown ? "shown" : ""}>
    <button type="button" class="link" title=${words} aria-current=${entry.id === shown ? "true" : "false"}
      @click=${() => onShow(entry.id)}>${value === null ? "–" : formatNumber(value)}${entry.isNoisy ? " !" : ""}${value === best ? html` <span class="best">${isBetterHigh ? "highest" : "lowest"}</span>` : null}</button>
  </td>`;
}
