import type { Histogram } from "../../protocol/profileEntities.ts";
import { at } from "../../statistics/special/at.ts";
import { sortedQuantile } from "../../statistics/special/sortedQuantile.ts";

const bins = 40;
/** The slowest few would leave all others in one bin. */
const shownShare = 0.99;

/** Bins of equal width from the smallest to the 99th percentile of at least one ascending latency; slower ones are counted. */
export function latencyHistogram(ascending: Float64Array): Histogram {
  const low = at(ascending, 0);
  const high = sortedQuantile(ascending, shownShare);
  if (!(high > low)) {
    const equal = ascending.findLastIndex((latency) => latency <= low) + 1;
    return { bins: [{ from: low, to: low, count: equal }], below: 0, above: ascending.length - equal };
  }
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  let above = 0;
  for (const latency of ascending) {
    const bin = Math.min(bins - 1, Math.floor((latency - low) / width));
    if (latency > high) above++;
    else counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edge = (index: number): number => (index === bins ? high : low + index * width);
  return {
    bins: counts.map((count, index) => ({ from: edge(index), to: edge(index + 1), count })),
    below: 0,
    above,
  };
}
