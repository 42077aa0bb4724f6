import { html, type TemplateResult } from "lit";
import type { MetricGoal, MetricPoint, MetricSummary, RunDetail } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ChartRun } from "../kit/chartModel.ts";
import type { ChartGridMemory } from "../kit/chartSettings.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { goalButton } from "../kit/goalButton.ts";
import { bestPoint, sortablePoint } from "../kit/metricFacts.ts";
import { emptyState } from "../kit/notice.ts";
import { assignSlots } from "../kit/palette.ts";
import type { SeriesFeed } from "../kit/seriesFeed.ts";
import type { Sort } from "../kit/sorting.ts";
import type { RunMemory } from "./runMemory.ts";

interface MetricsDeps {
  readonly memory: RunMemory;
  readonly remember: (change: Partial<RunMemory>) => void;
  readonly feed: SeriesFeed;
  readonly setGoal: (key: string, goal: MetricGoal) => void;
}

/** The table of a run's metrics and their live charts. */
export function metricsTab(
  { run, metrics }: RunDetail,
  { memory, remember, feed, setGoal }: MetricsDeps,
): TemplateResult {
  if (metrics.length === 0) {
    return emptyState(
      "No metrics yet.",
      "They appear here as soon as the script logs them, for example with mlflow.log_metric.",
    );
  }
  return html`${dataTable<MetricSummary>({
    caption: "Metrics",
    columns: columns(setGoal),
    rows: metrics,
    key: (metric) => metric.key,
    sort: memory.metricSort,
    onSort: (metricSort: Sort | null) => remember({ metricSort }),
    testId: "metrics-table",
  })}
    <tidemark-chart-grid
      .metrics=${metrics.map((metric) => metric.key)}
      .runs=${chartRuns(run)}
      .feed=${feed}
      .memory=${memory.charts}
      .onMemory=${(charts: ChartGridMemory) => remember({ charts })}
    ></tidemark-chart-grid>`;
}

let kept: { readonly key: string; readonly runs: readonly ChartRun[] } | undefined;

/** The same list as long as nothing in it changed, so that charts are not drawn again with every refresh of a table. */
function chartRuns({ id, name, startTime }: RunDetail["run"]): readonly ChartRun[] {
  const key = JSON.stringify([id, name, startTime]);
  if (kept?.key !== key) kept = { key, runs: [{ id, name, startTime, slot: assignSlots([id]).get(id) ?? 0 }] };
  return kept.runs;
}

function columns(setGoal: MetricsDeps["setGoal"]): Column<MetricSummary>[] {
  const point = (
    id: string,
    label: string,
    of: (metric: MetricSummary) => MetricPoint | null,
  ): Column<MetricSummary> => ({
    id,
    label,
    numeric: true,
    cell: (metric) => shown(of(metric)),
    cellTitle: (metric) => titled(of(metric)),
    sort: (metric) => sortablePoint(of(metric)),
  });
  return [
    {
      id: "key",
      label: "Metric",
      cell: ({ key }) => html`<span class="cut">${key}</span>`,
      cellTitle: ({ key }) => key,
      sort: ({ key }) => key,
    },
    point("last", "Last", (metric) => metric.last),
    point("min", "Min", (metric) => metric.min),
    point("max", "Max", (metric) => metric.max),
    { ...point("best", "Best", bestPoint), cellClass: () => "best-cell" },
    {
      id: "goal",
      label: "Better",
      title: "Which direction is better",
      cell: ({ key, goal }) => goalButton(key, goal, setGoal),
    },
    {
      id: "step",
      label: "Step",
      numeric: true,
      cell: ({ last }) => last.step.toLocaleString("en"),
      sort: ({ last }) => last.step,
    },
    {
      id: "count",
      label: "Points",
      numeric: true,
      cell: ({ count }) => count.toLocaleString("en"),
      sort: ({ count }) => count,
    },
    {
      id: "nan",
      label: "NaN",
      numeric: true,
      cell: ({ nanCount }) =>
        nanCount === 0
          ? html`<span class="muted">0</span>`
          : html`<span class="warning-text">${nanCount.toLocaleString("en")}</span>`,
      sort: ({ nanCount }) => nanCount,
    },
  ];
}

const shown = (point: MetricPoint | null): unknown =>
  point === null ? html`<span class="muted">–</span>` : formatNumber(point.value);

const titled = (point: MetricPoint | null): string | undefined =>
  point === null ? undefined : `${point.value} at step ${point.step}`;
