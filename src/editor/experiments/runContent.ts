import type { ArtifactEntry, MetricSummary, RunDetail } from "../../protocol/entities.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import { count, oneLine, shorten } from "./labels.ts";
import type { ArtifactNode, ValueNode } from "./nodes.ts";

/** The items below a run's "Parameters". */
export const paramNodes = ({ run, params }: RunDetail): readonly ValueNode[] =>
  params.map(({ key, value }) => ({
    kind: "value",
    id: `param:${run.id}:${key}`,
    runId: run.id,
    section: "params",
    key,
    text: shorten(oneLine(value), 200),
    tooltip: shorten(`${key} = ${value}`, 4000),
  }));

/** The items below a run's "Metrics". */
export const metricNodes = ({ run, metrics }: RunDetail): readonly ValueNode[] =>
  metrics.map((metric) => ({
    kind: "value",
    id: `metric:${run.id}:${metric.key}`,
    runId: run.id,
    section: "metrics",
    key: metric.key,
    text: formatNumber(metric.last.value),
    tooltip: metricTooltip(metric),
  }));

function metricTooltip(metric: MetricSummary): string {
  const lines = [`${metric.key}: ${metric.last.value} at step ${metric.last.step}`];
  if (metric.min !== null && metric.max !== null && metric.count > 1) {
    lines.push(
      `min ${metric.min.value} at step ${metric.min.step}`,
      `max ${metric.max.value} at step ${metric.max.step}`,
    );
  }
  lines.push(
    metric.nanCount === 0 ? count(metric.count, "point") : `${count(metric.count, "point")}, ${metric.nanCount} NaN`,
  );
  return lines.join("\n");
}

/** The items of an artifact folder: folders first. */
export const artifactNodes = (runId: string, entries: readonly ArtifactEntry[]): readonly ArtifactNode[] =>
  [...entries]
    .sort((a, b) => Number(b.isDirectory) - Number(a.isDirectory) || (a.path < b.path ? -1 : 1))
    .map((entry) => ({ kind: "artifact", id: `artifact:${runId}:${entry.path}`, runId, entry }));

/** An artifact's name in its folder. */
export const artifactName = (entry: ArtifactEntry): string =>
  oneLine(entry.path.slice(entry.path.lastIndexOf("/") + 1));

/** An artifact's size; nothing for a folder. */
export const artifactSize = (entry: ArtifactEntry): string => (entry.size === null ? "" : formatBytes(entry.size));
