import type { LatencySpan } from "../../protocol/benchmarkEntities.ts";
import { at } from "../../statistics/special/at.ts";
import { sortedQuantile } from "../../statistics/special/sortedQuantile.ts";

const mostSpans = 120;

/** Latencies in their order, in at most 120 spans of equally many queries; the last may have fewer. */
export function latencyOverTime(latencies: readonly number[]): LatencySpan[] {
  const each = Math.ceil(latencies.length / mostSpans);
  const spans: LatencySpan[] = [];
  for (let begin = 0; begin < latencies.length; begin += each) {
    const ascending = Float64Array.from(latencies.slice(begin, begin + each)).sort();
    spans.push({
      queries: ascending.length,
      smallest: at(ascending, 0),
      median: sortedQuantile(ascending, 0.5),
      largest: at(ascending, ascending.length - 1),
    });
  }
  return spans;
}
