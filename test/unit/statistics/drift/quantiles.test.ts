import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { binCounts, quantileEdges } from "../../../../src/statistics/drift/quantileBins.ts";
import { quantiles } from "../../../../src/statistics/drift/quantiles.ts";
import { expectClose } from "../golden/close.ts";
import { sampleOf } from "../golden/generator.ts";
import { golden } from "../golden/golden.ts";
import { anySample } from "./samples.ts";

const of = (...values: number[]) => distributionOf(Float64Array.from(values));

describe("quantiles", () => {
  it.each(golden.numeric.filter((sample) => sample.quantiles !== null))(
    "agree with NumPy on $name",
    ({ reference, quantiles: wanted }) => {
      const found = quantiles(distributionOf(sampleOf(reference)), [0.05, 0.25, 0.5, 0.75, 0.95]);
      for (const [i, quantile] of found.entries()) expectClose(quantile, wanted?.[i] ?? Number.NaN, 1e-12);
    },
  );
});

describe("bins of reference quantiles", () => {
  it("hold equal shares of the reference, the outer ones open", () => {
    const reference = of(...Array.from({ length: 100 }, (_, i) => i));
    const edges = quantileEdges(reference);
    expect(edges).toHaveLength(9);
    expect([...binCounts(reference, edges)]).toEqual(Array(10).fill(10));
    const counts = binCounts(of(Number.NEGATIVE_INFINITY, -1e9, 1e9, Number.POSITIVE_INFINITY), edges);
    expect([...counts]).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it("give a value of many rows a bin of its own", () => {
    const reference = of(0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
    const edges = quantileEdges(reference, 4);
    expect(edges).toEqual([
      { value: 0, inclusive: false },
      { value: 0, inclusive: true },
      { value: 2, inclusive: true },
    ]);
    expect([...binCounts(of(-1, 0, 0.5, 2, 2.5), edges)]).toEqual([1, 1, 2, 1]);
  });

  it("part a constant from all else", () => {
    const edges = quantileEdges(of(5, 5, 5));
    expect([...binCounts(of(4, 5, 5, 6), edges)]).toEqual([1, 2, 1]);
  });

  it("hold every row once", () => {
    fc.assert(
      fc.property(anySample, anySample, fc.integer({ min: 1, max: 20 }), (a, b, bins) => {
        const current = distributionOf(b);
        const counts = binCounts(current, quantileEdges(distributionOf(a), bins));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(current.size);
        expect(counts.every((count) => count >= 0)).toBe(true);
      }),
    );
  });
});
