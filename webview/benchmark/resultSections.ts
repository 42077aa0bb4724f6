import { html, type TemplateResult } from "lit";
import type { BenchmarkResult, ModelMeasurement } from "../../src/protocol/benchmarkEntities.ts";
import { millisecondWords, percentileName } from "../../src/protocol/benchmarkWords.ts";
import { formatBytes, formatNumber } from "../../src/protocol/format.ts";
import { definitions } from "../kit/definitions.ts";
import { histogramView } from "../kit/histogramView.ts";
import { banner } from "../kit/notice.ts";
import { type Tile, tiles } from "../kit/pageHead.ts";
import { latencyLine } from "./latencyLine.ts";

const headline = [0.5, 0.9, 0.99];

/** The figures one opens the page for. A percentile that the number of queries can't support says how many it needs. */
export function headlineOf({ model, peakMemory, other }: BenchmarkResult): TemplateResult | null {
  const { sustained, latency } = model;
  const rate: Tile[] =
    sustained === undefined
      ? []
      : [
          sustained.rate === null
            ? { key: "Highest rate", value: "–", title: sustained.reason, note: sustained.reason }
            : { key: "Highest rate", value: `${formatNumber(sustained.rate)} /s`, title: "queries a second" },
        ];
  return tiles([
    ...rate,
    ...(model.samplesPerSecond === 0
      ? []
      : [
          {
            key: "Throughput",
            value: formatNumber(model.samplesPerSecond),
            title: "samples a second",
            note: "samples/s",
          },
        ]),
    ...headline.flatMap((wanted) => percentileTile(latency, wanted)),
    time("Session load", model.sessionLoad),
    time("First inference", model.firstInference),
    {
      key: "Peak memory",
      value: formatBytes(peakMemory),
      title: `${peakMemory.toLocaleString("en")} bytes of the whole process`,
      note: other === undefined ? "whole process" : "with both models",
    },
    time("CPU time", model.cpuTime, "all threads"),
    { key: "Model size", value: formatBytes(model.bytes), title: `${model.bytes.toLocaleString("en")} bytes` },
  ]);
}

const time = (key: string, milliseconds: number, note?: string): Tile => ({
  key,
  value: millisecondWords(milliseconds),
  title: `${milliseconds} ms`,
  note: note ?? null,
});

function percentileTile(latency: ModelMeasurement["latency"], wanted: number): Tile[] {
  const found = latency?.percentiles.find(({ percentile }) => percentile === wanted);
  if (found === undefined) return [];
  const key = percentileName(wanted);
  return found.value === null
    ? [{ key, value: "–", title: `Not shown: ${found.reason}`, note: found.reason }]
    : [
        {
          key,
          value: millisecondWords(found.value),
          title: `${found.value} ms`,
          note: `at most ${millisecondWords(found.bound)}`,
        },
      ];
}

/** Whether the figures may repeat. */
export const noiseBanner = ({ noise }: BenchmarkResult): TemplateResult =>
  noise.length === 0
    ? html`<p class="muted" data-testid="benchmark-noise">Nothing noisy was noticed about the machine.</p>`
    : banner("warning", `Noisy: ${noise.join("; ")}.`, {
        testId: "benchmark-noise",
        details: "Figures may not repeat.",
      });

export function latencySections({ latency, queries }: ModelMeasurement): TemplateResult {
  if (latency === null) return html`<p class="muted">This scenario measures no latency of single queries.</p>`;
  const { percentiles, mean, smallest, largest, histogram, overTime } = latency;
  return html`<div class="benchmark-charts">
    <section aria-label="Distribution of latency">
      <h2>Latency</h2>
      ${histogramView(histogram, "large", millisecondWords)}
    </section>
    <section aria-label="Latency over time">
      <h2>In the order of the queries</h2>
      ${latencyLine(overTime)}
    </section>
    <section aria-label="Percentiles">
      <h2>Percentiles <span class="muted">of ${queries.toLocaleString("en")} queries</span></h2>
      <table class="benchmark-table">
        <thead><tr><th scope="col"></th><th scope="col">Latency</th><th scope="col" title="What the true percentile does not exceed, with 99 % confidence, if queries are independent">At most (99 %)</th></tr></thead>
        <tbody>
          <tr><th scope="row">smallest</th><td>${millisecondWords(smallest)}</td><td></td></tr>
          <tr><th scope="row">mean</th><td>${millisecondWords(mean)}</td><td></td></tr>
          ${percentiles.map(
            (one) =>
              html`<tr><th scope="row">${percentileName(one.percentile)}</th>${
                one.value === null
                  ? html`<td colspan="2" class="muted">${one.reason}</td>`
                  : html`<td>${millisecondWords(one.value)}</td><td>${millisecondWords(one.bound)}</td>`
              }</tr>`,
          )}
          <tr><th scope="row">largest</th><td>${millisecondWords(largest)}</td><td></td></tr>
        </tbody>
      </table>
    </section>
  </div>`;
}

/** Under which conditions it was measured. */
export function conditions({ settings, machine, model, runtime }: BenchmarkResult): TemplateResult {
  const { warmUp, inputs } = model;
  const { load, governor, onBattery } = machine;
  return html`<section aria-label="Conditions">
    <h2>How it was measured</h2>
    ${definitions([
      ["Scenario", `${settings.scenario}, batch ${settings.batch}, ${settings.seconds} s`],
      ["Threads", settings.threads === undefined ? "the runtime's choice" : String(settings.threads)],
      ["Optimisation", settings.optimisation],
      ["Runtime", `${runtime}, ${settings.provider}`],
      ["Warm-up, apart", `${warmUp.runs.toLocaleString("en")} runs in ${millisecondWords(warmUp.time)}`],
      ["Inputs, generated", inputs.map(({ name, type, shape }) => `${name} ${type}[${shape.join(", ")}]`).join(", ")],
      ["Processor", `${machine.processor}, ${machine.cores} cores`],
      ["Load before", load === null ? "not told by the system" : formatNumber(load)],
      ["Frequency governor", governor ?? "not told by the system"],
      ["On battery", onBattery === null ? "no battery, or not told" : onBattery ? "yes" : "no"],
      ["Content", html`<code class="wrap">${model.sha256}</code>`],
    ])}
  </section>`;
}
