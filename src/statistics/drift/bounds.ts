import { at } from "../special/at.ts";
import type { Pooled } from "./pooled.ts";

/**
 * Two samples counted in the same bins, each standing for its upper end: what large columns are compared by. The
 * tests see the values of a bin as tied, which makes p larger rather than smaller.
 */
export interface PooledBins extends Pooled {
  /** 1 for a bin whose values are all at its upper end. */
  readonly isExact: Uint8Array;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Between which numbers the Kolmogorov–Smirnov statistic of the values themselves lies: the gap at a bin's ends is
 * known, and within the bin either distribution function can have risen first.
 */
export function gapBounds(bins: PooledBins): Bounds {
  let [low, high] = [0, 0];
  eachBin(bins, ({ before, after, least, most }) => {
    low = Math.max(low, Math.abs(before), Math.abs(after));
    high = Math.max(high, Math.abs(least), Math.abs(most));
  });
  return { low, high };
}

/** The same for the Wasserstein distance, in the values' unit. */
export function wassersteinBounds(bins: PooledBins): Bounds {
  return integralBounds(bins, Math.abs);
}

/** The same for the energy distance. */
export function energyBounds(bins: PooledBins): Bounds {
  const { low, high } = integralBounds(bins, (gap) => gap * gap);
  return { low: Math.sqrt(2 * low), high: Math.sqrt(2 * high) };
}

/** ∫ f(F − G) for an f that grows with the distance from 0. */
function integralBounds(bins: PooledBins, f: (gap: number) => number): Bounds {
  let [low, high] = [0, 0];
  eachBin(bins, ({ width, least, most }) => {
    const nearest = least > 0 ? least : Math.min(most, 0);
    const farthest = Math.max(-least, most);
    if (farthest > 0) high += width * f(farthest);
    if (nearest !== 0) low += width * f(nearest);
  });
  return { low, high };
}

interface Bin {
  readonly width: number;
  /** F − G at its lower and at its upper end. */
  readonly before: number;
  readonly after: number;
  /** Between which F − G lies inside it. */
  readonly least: number;
  readonly most: number;
}

function eachBin(bins: PooledBins, visit: (bin: Bin) => void): void {
  const { values, referenceCounts, currentCounts, referenceSize, currentSize, isExact } = bins;
  let [reference, current] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const before = reference / referenceSize - current / currentSize;
    const p = at(referenceCounts, i) / referenceSize;
    const q = at(currentCounts, i) / currentSize;
    reference += at(referenceCounts, i);
    current += at(currentCounts, i);
    const after = reference / referenceSize - current / currentSize;
    const isKnown = isExact[i] === 1;
    const least = isKnown ? before : before - q;
    const most = isKnown ? before : before + p;
    visit({ width: i === 0 ? 0 : at(values, i) - at(values, i - 1), before, after, least, most });
  }
}
