import { html, type TemplateResult } from "lit";
import {
  type BenchmarkSettings,
  benchmarkScenarios,
  optimisationLevels,
} from "../../src/protocol/benchmarkEntities.ts";
import { scenarioWords } from "../../src/protocol/benchmarkWords.ts";
import { select } from "../kit/controls.ts";

type Change = (change: Partial<BenchmarkSettings>) => void;

const scenarios = benchmarkScenarios.map((value) => ({ value, label: scenarioWords[value] }));
const levels = optimisationLevels.map((value) => ({ value, label: `Optimisation: ${value}` }));

/** What is to be measured. */
export function settingsBar(settings: BenchmarkSettings, change: Change): TemplateResult {
  const { scenario, batch, threads, seconds, optimisation, latencyBound } = settings;
  const ofServer = scenario === "server";
  return html`
    ${select("Scenario, as MLPerf LoadGen defines it", scenario, scenarios, (next) => change(settingsOf(next, settings)), "benchmark-scenario")}
    ${
      ofServer
        ? numberField("p99 at most, ms", latencyBound ?? null, { least: 0.001, step: "any" }, (value) => {
            if (value !== null) change({ latencyBound: value });
          })
        : numberField("Batch", batch, { least: 1, most: 65_536 }, (value) => change({ batch: value ?? 1 }))
    }
    ${numberField("Threads", threads ?? null, { least: 1, most: 1024, empty: "auto" }, (value) => change({ threads: value ?? undefined }))}
    ${numberField("Seconds", seconds, { least: 0.1, most: 600, step: "any" }, (value) => change({ seconds: value ?? 5 }))}
    ${select("Optimisation of the graph", optimisation, levels, (next) => change({ optimisation: next }), "benchmark-optimisation")}
  `;
}

/** A server answers single samples and needs a bound. */
const settingsOf = (
  scenario: BenchmarkSettings["scenario"],
  { latencyBound }: BenchmarkSettings,
): Partial<BenchmarkSettings> =>
  scenario === "server" ? { scenario, batch: 1, latencyBound: latencyBound ?? 100 } : { scenario };

interface Limits {
  readonly least: number;
  readonly most?: number;
  readonly step?: "any";
  /** What an empty field means. */
  readonly empty?: string;
}

/** A number; what is out of its limits is not taken over. */
export const numberField = (
  label: string,
  value: number | null,
  { least, most = Number.MAX_SAFE_INTEGER, step, empty = "" }: Limits,
  onChange: (value: number | null) => void,
): TemplateResult => html`<label class="setting">
  <span class="muted">${label}</span>
  <input
    class="field"
    type="number"
    min=${least}
    max=${most}
    step=${step ?? 1}
    placeholder=${empty}
    data-testid=${`benchmark-${label.split(/[ ,]/)[0]?.toLowerCase()}`}
    .value=${value === null ? "" : String(value)}
    @change=${(event: Event) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      const { value: text, valueAsNumber: next } = event.target;
      if (text === "") return onChange(null);
      if (event.target.reportValidity()) onChange(next);
    }}
  />
</label>`;

/** A text, taken over when it is left. */
export const textField = (
  label: string,
  value: string,
  onChange: (value: string) => void,
  testId: string,
): TemplateResult => html`<label class="setting">
  <span class="muted">${label}</span>
  <input
    class="field"
    type="text"
    data-testid=${testId}
    .value=${value}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLInputElement) onChange(event.target.value);
    }}
  />
</label>`;
