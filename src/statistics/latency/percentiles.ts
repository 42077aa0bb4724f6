import { at } from "../special/at.ts";
import { earlyStopping } from "./earlyStopping.ts";

/** A percentile of latencies, or why the count does not support one. */
export type LatencyPercentile =
  | {
      readonly percentile: number;
      readonly value: number;
      /** What the true percentile does not exceed, with 99 % confidence; in the unit of the latencies. */
      readonly bound: number;
    }
  | { readonly percentile: number; readonly value: null; readonly reason: string };

/**
 * LoadGen's percentile of ascending latencies: the value at rank ⌊n·p⌋, with the bound that its rule of early stopping
 * estimates. None where fewer were measured than early stopping needs, which would be a guess about the tail.
 */
export function latencyPercentile(ascending: Float64Array, percentile: number): LatencyPercentile {
  const { fewest, rankFromTop } = earlyStopping(ascending.length, percentile);
  if (ascending.length < fewest) {
    const reason = `${ascending.length} of the ${fewest} measurements that it needs`;
    return { percentile, value: null, reason };
  }
  const rank = Math.min(Math.floor(ascending.length * percentile), ascending.length - 1);
  return { percentile, value: at(ascending, rank), bound: at(ascending, ascending.length - rankFromTop) };
}
