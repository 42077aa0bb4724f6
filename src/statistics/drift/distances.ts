import { at } from "../special/at.ts";
import type { Distribution } from "./distribution.ts";
import { isComparable, type Pooled, pool } from "./pooled.ts";
import { robustScale, type Scale } from "./robustScale.ts";

/**
 * The Wasserstein-1 (earth mover's) distance ∫ |F − G|, in the values' own unit. Infinite where the samples hold
 * different shares of an infinity.
 * @returns null when a sample is empty
 */
export function wasserstein(pooled: Pooled): number | null {
  return isComparable(pooled) ? integral(pooled, Math.abs) : null;
}

/**
 * The energy distance √(2 ∫ (F − G)²), as SciPy's `energy_distance`.
 * @returns null when a sample is empty
 */
export function energyDistance(pooled: Pooled): number | null {
  return isComparable(pooled) ? Math.sqrt(2 * integral(pooled, (gap) => gap * gap)) : null;
}

/** A Wasserstein distance in units of the reference's spread. */
export interface ScaledWasserstein extends Scale {
  readonly distance: number;
  readonly scaled: number;
}

/** @returns null when a sample is empty */
export function scaledWasserstein(reference: Distribution, current: Distribution): ScaledWasserstein | null {
  const distance = wasserstein(pool(reference, current));
  if (distance === null) return null;
  const scale = robustScale(reference, current);
  return { distance, scaled: distance / scale.scale, ...scale };
}

/** ∫ f(F(x) − G(x)) dx, for f(0) = 0. */
function integral(pooled: Pooled, f: (gap: number) => number): number {
  const { values, referenceCounts, currentCounts, referenceSize, currentSize } = pooled;
  const product = referenceSize * currentSize;
  let [reference, current, sum] = [0, 0, 0];
  for (let i = 0; i < values.length - 1; i++) {
    reference += at(referenceCounts, i);
    current += at(currentCounts, i);
    const gap = reference * currentSize - current * referenceSize;
    // No gap, no distance, however far the next value is.
    if (gap !== 0) sum += f(gap / product) * (at(values, i + 1) - at(values, i));
  }
  return sum;
}
