import { type MetricPoint, type MetricSummary, toMetricValue } from "../../protocol/entities.ts";
import type { Series } from "../../store/seriesTable.ts";
import type { Point } from "../../store/summary.ts";
import type { GoalOf } from "../metricGoal.ts";

/** A metric without its points, as it travels. */
export function metricSummary({ key, summary }: Series, goalOf: GoalOf): MetricSummary {
  const { count, nanCount, first, last, min, max } = summary;
  return {
    key,
    count,
    nanCount,
    first: metricPoint(first),
    last: metricPoint(last),
    min: min && metricPoint(min),
    max: max && metricPoint(max),
    goal: goalOf(key),
  };
}

const metricPoint = ({ step, time, value }: Point): MetricPoint => ({ step, time, value: toMetricValue(value) });
