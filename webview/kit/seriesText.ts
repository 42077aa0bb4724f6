import { html, type TemplateResult } from "lit";
import { fromMetricValue, type SeriesSample } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ChartRun } from "./chartModel.ts";

/** A series in four numbers, for people who read the chart. */
interface SeriesFacts {
  readonly name: string;
  readonly total: number;
  readonly last: string;
  readonly min: string;
  readonly max: string;
}

function facts(run: ChartRun, sample: SeriesSample): SeriesFacts {
  const values = sample.values.map(fromMetricValue);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const shown = (value: number | undefined): string => (value === undefined ? "none" : formatNumber(value));
  const empty = values.every(Number.isNaN);
  return {
    name: run.name,
    total: sample.total,
    last: shown(values.at(-1)),
    min: empty ? "none" : shown(min),
    max: empty ? "none" : shown(max),
  };
}

/** The chart in a sentence. */
export function chartLabel(
  metric: string,
  runs: readonly ChartRun[],
  samples: ReadonlyMap<string, SeriesSample>,
): string {
  const said = runs.flatMap((run) => {
    const sample = samples.get(run.id);
    if (sample === undefined || sample.total === 0) return [];
    const { name, last, min, max } = facts(run, sample);
    return [`${runs.length > 1 ? `${name}: ` : ""}last ${last}, smallest ${min}, largest ${max}`];
  });
  const shown = said.slice(0, 5).join("; ");
  return `Chart of ${metric}. ${shown === "" ? "No points." : shown}${said.length > 5 ? `; and ${said.length - 5} more runs` : ""}`;
}

/** How much of it all is drawn, in words; null when every point is. */
export function samplingText(samples: Iterable<SeriesSample>): string | null {
  let drawn = 0;
  let total = 0;
  for (const sample of samples) {
    drawn += sample.steps.length;
    total += sample.total;
  }
  return drawn < total ? `${count(drawn)} of ${count(total)} points` : null;
}

/** `1,000`, `12,300`, `1.2 M`. */
export const count = (value: number): string =>
  value < 100_000
    ? value.toLocaleString("en")
    : value < 1e6
      ? `${Math.round(value / 1000)} k`
      : `${formatNumber(value / 1e6, 2)} M`;

/** The same as a table, for screen readers and for reading exact numbers beside an enlarged chart. */
export function seriesTable(
  metric: string,
  runs: readonly ChartRun[],
  samples: ReadonlyMap<string, SeriesSample>,
  visible: boolean,
): TemplateResult {
  const rows = runs.flatMap((run) => {
    const sample = samples.get(run.id);
    return sample === undefined ? [] : [facts(run, sample)];
  });
  return html`<div class=${visible ? "series-table" : "sr-only"}>
    <table class="plain-table">
      <caption class="sr-only">${metric} by run, as drawn</caption>
      <thead>
        <tr><th scope="col">Run</th><th scope="col">Last</th><th scope="col">Min</th><th scope="col">Max</th><th scope="col">Points</th></tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${row.name}</th><td>${row.last}</td><td>${row.min}</td><td>${row.max}</td><td>${count(row.total)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
