import { describe, expect, it } from "vitest";
import { scaledWasserstein } from "../../../../src/statistics/drift/distances.ts";
import { distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { robustScale } from "../../../../src/statistics/drift/robustScale.ts";
import { expectClose } from "../golden/close.ts";
import { kinds } from "../golden/generator.ts";

const of = (...values: number[]) => distributionOf(Float64Array.from(values));

describe("the scale of a column", () => {
  it("is near the standard deviation of a normal column", () => {
    const bell = distributionOf(kinds.bell(1, 20_000));
    const { scale, basis } = robustScale(bell, bell);
    expect(basis).toBe("interquartile range");
    expectClose(scale, Math.sqrt(1 / 3), 0.05);
  });

  it("is not moved by an outlier", () => {
    const sample = kinds.bell(2, 5000);
    const without = robustScale(distributionOf(sample), of());
    sample[17] = 1e6;
    expectClose(robustScale(distributionOf(sample), of()).scale, without.scale, 1e-3);
  });

  it("falls back where most values are equal, and never to 0", () => {
    const tail = Array.from({ length: 20 }, (_, i) => i);
    expect(robustScale(of(...Array(80).fill(0), ...tail), of()).basis).toBe("5 % to 95 %");
    expect(robustScale(of(...Array(99).fill(0), 1), of())).toMatchObject({ basis: "standard deviation" });
    expect(robustScale(of(5, 5), of(6, 6))).toEqual({ scale: 0.5, basis: "pooled standard deviation" });
    expect(robustScale(of(5, 5), of(5))).toEqual({ scale: 1, basis: "none" });
    expect(robustScale(of(), of())).toEqual({ scale: 1, basis: "none" });
  });

  it("leaves infinities out", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(robustScale(of(-infinity, -infinity, 1, 3, infinity, infinity), of())).toEqual({
      scale: 1,
      basis: "standard deviation",
    });
    expect(robustScale(of(infinity), of(infinity))).toEqual({ scale: 1, basis: "none" });
  });
});

describe("the scaled Wasserstein distance", () => {
  it("is that of a shift in standard deviations", () => {
    const sample = kinds.bell(3, 20_000);
    const shifted = distributionOf(sample.map((value) => value + 0.5 * Math.sqrt(1 / 3)));
    expectClose(scaledWasserstein(distributionOf(sample), shifted)?.scaled, 0.5, 0.05);
  });

  it("is finite between constants, 0 between equal ones, and nothing without rows", () => {
    expect(scaledWasserstein(of(5, 5), of(6, 6))).toMatchObject({ distance: 1, scaled: 2 });
    expect(scaledWasserstein(of(5, 5), of(5))).toMatchObject({ distance: 0, scaled: 0 });
    expect(scaledWasserstein(of(), of(5))).toBeNull();
  });
});
