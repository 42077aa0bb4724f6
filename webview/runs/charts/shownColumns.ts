import type { RunsColumn } from "../../../src/protocol/runsTableRequests.ts";
import { columnId, type Keys } from "../columns.ts";
import type { MetricColumn } from "../groupsTable.ts";
import type { ChartSettings } from "./chartSettings.ts";

const [mostMetrics, mostParams, usualAxes] = [30, 60, 6];

export interface ShownColumns {
  /** What is wanted of runs; null where none has a metric. */
  readonly metric: MetricColumn | null;
  readonly x: RunsColumn | null;
  readonly y: RunsColumn | "runs" | null;
  readonly axes: readonly RunsColumn[];
  /** What can be chosen. */
  readonly choices: readonly RunsColumn[];
  /** All that the charts draw, each once. */
  readonly all: readonly RunsColumn[];
}

/** What the charts show, with what is usual where nobody has chosen. @param params those that differ between the runs, in their order */
export function shownColumns(
  { metric: chosen, x, y, color, axes }: ChartSettings,
  keys: Keys,
  params: readonly string[],
): ShownColumns {
  const own = keys.metrics.filter((key) => !key.startsWith("system/"));
  const metrics = own.slice(0, mostMetrics).flatMap((key): MetricColumn[] => [
    { of: "metric", key, take: "best" },
    { of: "metric", key, take: "last" },
  ]);
  const metric = chosen ?? metrics[0] ?? null;
  const varied = params.slice(0, mostParams).map((key) => ({ of: "param", key }) as const);
  const usualX = varied[0] ?? ({ of: "attribute", name: "start_time" } as const);
  const shown = {
    metric,
    x: x ?? usualX,
    y: y ?? metric,
    axes: axes ?? [...varied.slice(0, usualAxes), ...(metric === null ? [] : [metric])],
  };
  const drawn = [shown.x, shown.y, color, ...shown.axes, metric].filter(
    (column) => column !== null && column !== "runs",
  );
  const times = (["start_time", "duration"] as const).map((name) => ({ of: "attribute", name }) as const);
  return { ...shown, choices: unique([...varied, ...metrics, ...times, ...drawn]), all: unique(drawn) };
}

const unique = (columns: readonly RunsColumn[]): RunsColumn[] => [
  ...new Map(columns.map((column) => [columnId(column), column])).values(),
];
