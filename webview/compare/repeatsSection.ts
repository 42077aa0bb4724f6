import { html, type TemplateResult } from "lit";
import type { Repeats } from "../../src/protocol/repeatsRequests.ts";
import { checkbox, select } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { groupName, meanWords, verdictWords } from "./repeatsWords.ts";

type Metric = Repeats["metrics"][number];

/** As many parameters can be ticked; the others tell groups apart. */
const mostTicked = 12;

export interface RepeatsOptions {
  readonly filter: (key: string) => boolean;
  readonly onRepeating: (keys: readonly string[]) => void;
  readonly onBaseline: (runId: string) => void;
}

/** Runs that repeat each other as one: means with their intervals, and how the groups compare. */
export function repeatsSection(repeats: Repeats, options: RepeatsOptions): TemplateResult {
  const { groups, differing } = repeats;
  const hasRepeats = groups.some(({ runIds }) => runIds.length > 1);
  const ticked = differing.flatMap(({ key, repeats: only }) => (only ? [key] : []));
  const tick = (key: string, only: boolean): void =>
    options.onRepeating(only ? [...ticked, key] : ticked.filter((each) => each !== key));
  return html`<details class="repeats" ?open=${hasRepeats} data-testid="repeats">
    <summary><h2>Over repeats</h2></summary>
    <div class="toolbar" role="group" aria-label="Repeats">
      ${
        groups.length < 2
          ? null
          : select(
              "Baseline",
              groups[0]?.runIds[0] ?? "",
              groups.map((group) => ({ value: group.runIds[0] ?? "", label: `Baseline: ${groupName(group)}` })),
              options.onBaseline,
              "repeats-baseline",
            )
      }
      ${differing.length === 0 ? null : html`<span class="muted">Only repeats differ in</span>`}
      ${differing
        .slice(0, mostTicked)
        .map(({ key, repeats: only }) => checkbox(key, only, (next) => tick(key, next), `repeats-${key}`))}
    </div>
    ${hasRepeats ? table(repeats, options) : html`<p class="muted">No two of these runs have the same other parameters. Tick what only repeats a training, such as a seed.</p>`}
  </details>`;
}

function table({ groups, metrics }: Repeats, { filter }: RepeatsOptions): TemplateResult {
  const columns: Column<Metric>[] = [
    {
      id: "metric",
      label: "Metric",
      cell: ({ key, goal }) => `${key}${goal === null ? "" : goal === "max" ? " ↑" : " ↓"}`,
      cellTitle: ({ leftOut }) => (leftOut === 0 ? undefined : `${leftOut} runs have no finite value`),
    },
    ...groups.map((group, index): Column<Metric> => {
      const name = groupName(group);
      return {
        id: String(index),
        label: index === 0 && groups.length > 1 ? `${name} (baseline)` : name,
        title: `${group.runIds.length === 1 ? "1 run" : `${group.runIds.length} runs`}: ${name}`,
        cell: (metric) => cell(metric, index),
        cellTitle: (metric) => details(metric, index),
      };
    }),
  ];
  return html`${dataTable({
    caption: "Means over repeats",
    columns,
    rows: metrics.filter(({ key }) => filter(key)),
    key: ({ key }) => key,
    sort: null,
    onSort: () => undefined,
    testId: "repeats-table",
  })}
  <p class="muted">± is half of a 95 % interval (Student's t; Welch's for differences, p by Holm's method over all of them).</p>`;
}

const states: Readonly<Record<string, string>> = { better: "good", worse: "bad" };

function cell({ cells, verdicts }: Metric, index: number): TemplateResult | string {
  const [mean, verdict] = [cells[index], verdicts[index]];
  if (mean == null) return "";
  return html`<div>${meanWords(mean)} <span class="muted">n ${mean.n}</span></div>
    ${verdict == null ? null : html`<div class="repeats-verdict ${states[verdict.outcome] ?? "muted"}">${verdictWords(verdict)}</div>`}`;
}

function details({ cells, verdicts }: Metric, index: number): string | undefined {
  const reason = cells[index]?.intervalReason;
  const p = verdicts[index]?.adjustedP;
  const words = [
    reason === undefined ? [] : `No interval: ${reason}`,
    p == null ? [] : `p ${p.toPrecision(2)}, adjusted`,
  ];
  return words.flat().join("\n") || undefined;
}
