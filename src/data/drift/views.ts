import type { CategoryView, DriftHistogram, NumericView } from "../../protocol/driftEntities.ts";
import type { Distribution } from "../../statistics/drift/distribution.ts";
import { quantiles } from "../../statistics/drift/quantiles.ts";
import { at } from "../../statistics/special/at.ts";
import type { CategoryPair } from "./categories.ts";
import { sideOf } from "./measures.ts";
import type { NumberPair } from "./numbers.ts";

const mostBars = 30;
const mostCategories = 12;
const probabilities = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** What a page draws of numbers. */
export function numericView(pair: NumberPair, isTime: boolean): NumericView {
  const [reference, current] = [finite(sideOf(pair, "reference")), finite(sideOf(pair, "current"))];
  const before = reference.size > 0 ? quantiles(reference, probabilities) : [];
  const after = current.size > 0 ? quantiles(current, probabilities) : [];
  return {
    isTime,
    histogram: reference.size + current.size > 0 ? histogramOf(pair) : null,
    quantiles: probabilities.flatMap((probability, i) => {
      const [a, b] = [before[i], after[i]];
      return a === undefined || b === undefined ? [] : [{ probability, reference: a, current: b }];
    }),
  };
}

function finite({ values, counts }: Distribution): Distribution {
  const kept = counts.filter((_, i) => Number.isFinite(values[i]));
  return { values: values.filter(Number.isFinite), counts: kept, size: kept.reduce((sum, count) => sum + count, 0) };
}

/**
 * Shares in bars that both sides have in common. Their edges are spread evenly between the outer hundredths of both
 * together, and moved to the nearest value that was counted, so that each share is exact.
 */
function histogramOf(pair: NumberPair): DriftHistogram | null {
  const sides = { reference: finite(sideOf(pair, "reference")), current: finite(sideOf(pair, "current")) };
  const ends = [sides.reference, sides.current]
    .filter(({ size }) => size > 0)
    .map((side) => quantiles(side, [0.005, 0.995]));
  const low = Math.min(...ends.map(([first = 0]) => first));
  const high = Math.max(...ends.map(([, last = 0]) => last));
  const { values } = pair;
  const inside = values.filter((value) => value >= low && value <= high);
  const edges = inside.length <= mostBars ? everyValue(inside) : spread(inside, values, low, high);
  if (edges.length < 2) return null;
  const shares = (counts: Float64Array, size: number): number[] => sharesBetween(values, counts, size, edges);
  const reference = shares(pair.referenceCounts, pair.referenceSize);
  const current = shares(pair.currentCounts, pair.currentSize);
  return {
    edges: [...edges],
    reference: reference.slice(1, -1),
    current: current.slice(1, -1),
    below: { reference: reference[0] ?? 0, current: current[0] ?? 0 },
    above: { reference: reference.at(-1) ?? 0, current: current.at(-1) ?? 0 },
  };
}

/** Edges halfway between few values: a bar for each. */
function everyValue(values: Float64Array): number[] {
  const gaps = [...values].slice(1).map((value, i) => value - at(values, i));
  const around = gaps.length === 0 ? 1 : Math.min(...gaps);
  const middles = [...values].slice(1).map((value, i) => (value + at(values, i)) / 2);
  const [first, last] = [values[0], values.at(-1)];
  return first === undefined || last === undefined ? [] : [first - around / 2, ...middles, last + around / 2];
}

function spread(inside: Float64Array, all: Float64Array, low: number, high: number): number[] {
  const first = all.findLast((value) => value < (inside[0] ?? low));
  // Nothing lies below the smallest value: its bar begins as far below it as the next value is above.
  const start = first !== undefined && Number.isFinite(first) ? first : 2 * at(inside, 0) - at(inside, 1);
  const wanted = Array.from({ length: mostBars }, (_, i) => low + ((i + 1) * (high - low)) / mostBars);
  const edges = new Set<number>([start]);
  let i = 0;
  for (const edge of wanted) {
    while (i + 1 < inside.length && Math.abs(at(inside, i + 1) - edge) <= Math.abs(at(inside, i) - edge)) i++;
    edges.add(at(inside, i));
  }
  return [...edges].sort((a, b) => a - b);
}

/** The shares up to the first edge, between the edges (each holds its upper one), and beyond the last. */
function sharesBetween(values: Float64Array, counts: Float64Array, size: number, edges: readonly number[]): number[] {
  const sums = new Array<number>(edges.length + 1).fill(0);
  let bar = 0;
  for (let i = 0; i < values.length; i++) {
    while (bar < edges.length && at(values, i) > (edges[bar] ?? 0)) bar++;
    sums[bar] = (sums[bar] ?? 0) + at(counts, i);
  }
  return sums.map((sum) => (size > 0 ? sum / size : 0));
}

/** What a page draws of categories. */
export function categoryView(pair: CategoryPair): CategoryView {
  const top = pair.labels.slice(0, mostCategories).map((label, i) => ({
    label,
    reference: at(pair.reference, i),
    current: at(pair.current, i),
  }));
  const rest = (counts: Float64Array, other: number): number =>
    counts.subarray(mostCategories).reduce((sum, count) => sum + count, other);
  return {
    top,
    others: {
      reference: rest(pair.reference, pair.otherReference),
      current: rest(pair.current, pair.otherCurrent),
    },
    appeared: [...pair.appeared],
    vanished: [...pair.vanished],
    appearedCount: pair.appearedCount,
    vanishedCount: pair.vanishedCount,
  };
}
