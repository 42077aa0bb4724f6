import {
  fromMetricValue,
  type MetricGoal,
  type MetricPoint,
  type MetricSummary,
  type MetricValue,
} from "../../src/protocol/entities.ts";

/** The point that is best by the metric's goal; null when no direction is better or nothing was finite. */
export function bestPoint(summary: MetricSummary): MetricPoint | null {
  return summary.goal === null ? null : summary[summary.goal];
}

/** The value a table sorts by. */
export const sortablePoint = (point: MetricPoint | null): number | null =>
  point === null ? null : fromMetricValue(point.value);

/** What a click on the goal asks for next; null forgets the user's word. */
export const nextGoal = (goal: MetricGoal): MetricGoal => (goal === null ? "max" : goal === "max" ? "min" : null);

/** Names that nobody reads first: how the machine and the loop were doing, not how good the model is. */
const aside = /(^|[/_.-])(system|lr|learning[_-]?rate|epochs?|steps?|time|seconds?|duration|memory|gpu|cpu)([/_.-]|$)/i;
const quality = /acc|auc|f1|precision|recall|r2|mae|mse|rmse|loss|error|score|bleu|perplexity|iou|map/i;
const heldOut = /(^|[/_.-])(val|valid|validation|test|eval)([/_.-]|$)/i;

/** The metrics that say most about a run, most telling first: quality on held-out data before training, machine figures last. */
export function tellingMetrics<M extends Pick<MetricSummary, "key" | "goal">>(
  metrics: readonly M[],
  count: number,
): M[] {
  const weight = ({ key, goal }: M): number =>
    (aside.test(key) ? -8 : 0) + (quality.test(key) ? 4 : 0) + (heldOut.test(key) ? 2 : 0) + (goal === null ? 0 : 1);
  return metrics
    .map((metric, index) => ({ metric, index, weight: weight(metric) }))
    .sort((left, right) => right.weight - left.weight || left.index - right.index)
    .slice(0, count)
    .map((each) => each.metric);
}

/** Which values are best; none when no direction is better, or when all are the same. */
export function bestIndices(values: readonly (MetricValue | null)[], goal: MetricGoal): number[] {
  const numbers = values.map((value) => (value === null ? Number.NaN : fromMetricValue(value)));
  const known = numbers.filter((value) => !Number.isNaN(value));
  if (goal === null || new Set(known).size < 2) return [];
  const best = goal === "max" ? Math.max(...known) : Math.min(...known);
  return numbers.flatMap((value, index) => (value === best ? [index] : []));
}
