import { at } from "../special/at.ts";
import type { Distribution } from "./distribution.ts";
import { cumulativeCounts, firstAbove } from "./quantiles.ts";

/** Where a bin ends: at a value, which still belongs to it or is the first of the next. */
export interface Edge {
  readonly value: number;
  readonly inclusive: boolean;
}

/**
 * The inner edges of bins with about equally many reference values. The outermost bins are open, so nothing falls
 * outside and an outlier moves no edge. A value that fills a whole bin's worth of rows gets a bin of its own.
 */
export function quantileEdges(reference: Distribution, bins = 10): readonly Edge[] {
  const cumulative = cumulativeCounts(reference);
  const edges: Edge[] = [];
  for (let k = 1; k < bins; k++) {
    const rank = Math.ceil((k * reference.size) / bins) - 1;
    const index = firstAbove(cumulative, rank);
    const value = reference.values[index];
    if (value === undefined || edges.at(-1)?.value === value) continue;
    if (at(reference.counts, index) >= reference.size / bins) edges.push({ value, inclusive: false });
    edges.push({ value, inclusive: true });
  }
  return edges;
}

/** How many values fall into each of the bins between the edges: one more than there are edges. */
export function binCounts(distribution: Distribution, edges: readonly Edge[]): Float64Array {
  const cumulative = cumulativeCounts(distribution);
  const upTo = edges.map(({ value, inclusive }) => {
    const above = firstAbove(distribution.values, value);
    const isTied = above > 0 && distribution.values[above - 1] === value;
    const index = isTied && !inclusive ? above - 1 : above;
    return index === 0 ? 0 : at(cumulative, index - 1);
  });
  return Float64Array.from([...upTo, distribution.size], (count, i) => count - (upTo[i - 1] ?? 0));
}
