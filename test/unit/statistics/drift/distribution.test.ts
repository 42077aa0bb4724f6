import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distributionFromCounts, distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { anySample } from "./samples.ts";

describe("a distribution", () => {
  it("counts the distinct values of a sample in ascending order, missing ones left out", () => {
    const sample = Float64Array.of(3, 1, Number.NaN, 3, Number.NEGATIVE_INFINITY);
    const { values, counts, size } = distributionOf(sample);
    expect([...values]).toEqual([Number.NEGATIVE_INFINITY, 1, 3]);
    expect([...counts]).toEqual([1, 1, 2]);
    expect(size).toBe(4);
    expect([...sample]).toEqual([3, 1, Number.NaN, 3, Number.NEGATIVE_INFINITY]);
  });

  it("takes both zeros for one value", () => {
    expect([...distributionOf(Float64Array.of(0, -0, 0)).counts]).toEqual([3]);
  });

  it("can be empty", () => {
    expect(distributionOf(Float64Array.of(Number.NaN)).size).toBe(0);
    expect(distributionFromCounts(Float64Array.of(1), Float64Array.of(0)).size).toBe(0);
  });

  it("is the same from counts as from the rows they count", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const once = new Float64Array(sample.length).fill(1);
        expect(distributionFromCounts(sample, once)).toEqual(distributionOf(sample));
      }),
    );
  });

  it("refuses counts that are none", () => {
    expect(() => distributionFromCounts(Float64Array.of(1, 2), Float64Array.of(1))).toThrow("2 values with 1 counts");
    expect(() => distributionFromCounts(Float64Array.of(1), Float64Array.of(-1))).toThrow("A count of -1");
    expect(() => distributionFromCounts(Float64Array.of(1), Float64Array.of(Number.NaN))).toThrow("A count of NaN");
  });
});
