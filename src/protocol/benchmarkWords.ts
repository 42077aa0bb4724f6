import type { BenchmarkResult, BenchmarkSettings } from "./benchmarkEntities.ts";
import { formatNumber } from "./format.ts";

/** `12.34 ms`. */
export const millisecondWords = (milliseconds: number): string => `${formatNumber(milliseconds)} ms`;

/** `p50`, `p99.9`. */
export const percentileName = (percentile: number): string => `p${Number((100 * percentile).toFixed(3))}`;

export const scenarioWords: Readonly<Record<BenchmarkSettings["scenario"], string>> = {
  singleStream: "One query after another (SingleStream)",
  multiStream: "8 samples or more a query (MultiStream)",
  server: "Queries at random times (Server)",
  offline: "All at once (Offline)",
};

/** What a ratio of two latencies says: the other model's ÷ the first's. It claims nothing where the interval includes 1. */
export function ratioWords({ ratio, interval, intervalReason }: NonNullable<BenchmarkResult["ratio"]>): string {
  const times = `the other takes ${formatNumber(ratio)} times as long`;
  if (interval === null) return `${times}; no interval: ${intervalReason ?? "unknown"}, so nothing is claimed`;
  const { low, high } = interval;
  const range = `95 % interval ${formatNumber(low)} to ${formatNumber(high)}`;
  if (low > 1) return `${times} (${range}): it is slower`;
  if (high < 1) return `${times} (${range}): it is faster`;
  return `${times} (${range}): the difference may be chance`;
}
