import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  energyBounds,
  gapBounds,
  type PooledBins,
  wassersteinBounds,
} from "../../../../src/statistics/drift/bounds.ts";
import { energyDistance, wasserstein } from "../../../../src/statistics/drift/distances.ts";
import { distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { kolmogorovSmirnov } from "../../../../src/statistics/drift/kolmogorovSmirnov.ts";
import { type Pooled, pool } from "../../../../src/statistics/drift/pooled.ts";
import { finiteDistribution } from "./samples.ts";

/** Counts neighbouring values together: a bin ends where `ends` says so, and at the last value. */
function binned(pooled: Pooled, ends: (i: number) => boolean): PooledBins {
  const isEnd = (i: number): boolean => i === 0 || i === pooled.values.length - 1 || ends(i);
  const bins: { value: number; a: number; b: number; size: number }[] = [];
  let open = { a: 0, b: 0, size: 0 };
  for (const [i, value] of pooled.values.entries()) {
    open = {
      a: open.a + (pooled.referenceCounts[i] ?? 0),
      b: open.b + (pooled.currentCounts[i] ?? 0),
      size: open.size + 1,
    };
    if (!isEnd(i)) continue;
    bins.push({ value, ...open });
    open = { a: 0, b: 0, size: 0 };
  }
  return {
    ...pooled,
    values: Float64Array.from(bins, ({ value }) => value),
    referenceCounts: Float64Array.from(bins, ({ a }) => a),
    currentCounts: Float64Array.from(bins, ({ b }) => b),
    isExact: Uint8Array.from(bins, ({ size }) => (size === 1 ? 1 : 0)),
  };
}

const measures = [
  ["Kolmogorov–Smirnov's D", gapBounds, (pooled: Pooled) => kolmogorovSmirnov(pooled)?.statistic ?? 0],
  ["the Wasserstein distance", wassersteinBounds, (pooled: Pooled) => wasserstein(pooled) ?? 0],
  ["the energy distance", energyBounds, (pooled: Pooled) => energyDistance(pooled) ?? 0],
] as const;

describe("bounds from bins", () => {
  it.each(measures)("hold %s of the values themselves", (_, bounds, exact) => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, fc.integer({ min: 2, max: 9 }), (a, b, step) => {
        const pooled = pool(a, b);
        const { low, high } = bounds(binned(pooled, (i) => i % step === 0));
        const value = exact(pooled);
        const slack = 1e-9 * Math.max(1, Math.abs(value));
        expect(low).toBeLessThanOrEqual(value + slack);
        expect(high).toBeGreaterThanOrEqual(value - slack);
      }),
    );
  });

  it.each(measures)("are %s itself where every value has a bin of its own", (_, bounds, exact) => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, (a, b) => {
        const pooled = pool(a, b);
        const { low, high } = bounds(binned(pooled, () => true));
        const value = exact(pooled);
        expect(high - low).toBeLessThanOrEqual(1e-6 * Math.max(1, high));
        expect(Math.abs(low - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, value));
      }),
    );
  });

  it("never take p from a D that is larger than that of the values", () => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, (a, b) => {
        const pooled = pool(a, b);
        const bins = binned(pooled, (i) => i % 3 === 0);
        expect(kolmogorovSmirnov(bins)?.statistic ?? 0).toBeLessThanOrEqual(
          (kolmogorovSmirnov(pooled)?.statistic ?? 0) + 1e-12,
        );
      }),
    );
  });

  it("stand at infinity where the sides hold different shares of it", () => {
    const half = distributionOf(Float64Array.of(1, Number.POSITIVE_INFINITY));
    const none = distributionOf(Float64Array.of(1, 2));
    expect(wassersteinBounds(binned(pool(half, none), () => true)).high).toBe(Number.POSITIVE_INFINITY);
    expect(wassersteinBounds(binned(pool(half, half), () => true))).toEqual({ low: 0, high: 0 });
  });
});
