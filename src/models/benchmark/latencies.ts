import type { ModelMeasurement } from "../../protocol/benchmarkEntities.ts";
import { latencyPercentile } from "../../statistics/latency/percentiles.ts";
import { at } from "../../statistics/special/at.ts";
import { sortedQuantile } from "../../statistics/special/sortedQuantile.ts";
import { latencyHistogram } from "./latencyHistogram.ts";
import { latencyOverTime } from "./latencyOverTime.ts";

const percentiles = [0.5, 0.9, 0.95, 0.97, 0.99, 0.999];

/** What is told of at least one latency, in the order of the queries. */
export function latencySummary(latencies: readonly number[]): ModelMeasurement["latency"] {
  const ascending = Float64Array.from(latencies).sort();
  return {
    mean: ascending.reduce((sum, latency) => sum + latency, 0) / ascending.length,
    smallest: at(ascending, 0),
    largest: at(ascending, ascending.length - 1),
    percentiles: percentiles.map((percentile) => latencyPercentile(ascending, percentile)),
    histogram: latencyHistogram(ascending),
    overTime: latencyOverTime(latencies),
  };
}

export const medianOf = (latencies: readonly number[]): number =>
  sortedQuantile(Float64Array.from(latencies).sort(), 0.5);
