import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignCategories, type CountPair, categoryChanges } from "../../../../src/statistics/drift/categories.ts";
import { balancedCramersV, chiSquaredTest, cramersV } from "../../../../src/statistics/drift/chiSquaredTest.ts";
import { divergences } from "../../../../src/statistics/drift/divergences.ts";
import { populationStability } from "../../../../src/statistics/drift/populationStability.ts";
import { poolRare } from "../../../../src/statistics/drift/rareCategories.ts";
import { expectClose } from "../golden/close.ts";
import { countsOf, golden } from "../golden/golden.ts";
import { countPair } from "./samples.ts";

const pairOf = (reference: readonly number[], current: readonly number[]): CountPair => ({
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
});

const cases = golden.categorical.map(({ reference, current, ...wanted }) => ({
  pair: { reference: countsOf(reference), current: countsOf(current) },
  ...wanted,
}));

describe("measures of categories", () => {
  it.each(cases)("agree with SciPy on case %#", ({ pair, ...wanted }) => {
    const test = chiSquaredTest(pair);
    expect(test?.degreesOfFreedom).toBe(wanted.chiSquared.degreesOfFreedom);
    expectClose(test?.statistic, wanted.chiSquared.statistic);
    expectClose(test?.p, wanted.chiSquared.p);
    expectClose(cramersV(pair) ?? Number.NaN, wanted.cramersV, 1e-9, 1e-12);
    const found = divergences(pair);
    expectClose(found?.kullbackLeibler, wanted.kullbackLeibler ?? Number.POSITIVE_INFINITY);
    expectClose(found?.jensenShannonDistance, wanted.jensenShannonDistance);
    expectClose(found?.jensenShannonDistanceBits, wanted.jensenShannonDistanceBits);
    expectClose((found?.jensenShannon ?? 0) / Math.LN2, wanted.jensenShannonDistanceBits ** 2);
    expectClose(found?.hellinger, wanted.hellinger);
    expectClose(found?.totalVariation, wanted.totalVariation);
    expectClose(found?.largestDifference, wanted.largestDifference);
    if (wanted.psi !== null) expectClose(populationStability(pair)?.index, wanted.psi);
  });

  it("have the golden values of the usual example", () => {
    const pair = pairOf([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]);
    expectClose(chiSquaredTest(pair)?.statistic, 1.622409, 0, 5e-7);
    expectClose(chiSquaredTest(pair)?.p, 0.898526, 0, 5e-7);
    expectClose(populationStability(pair)?.index, 0.037218, 0, 5e-7);
    expect(divergences(pair)).toEqual({
      kullbackLeibler: expect.closeTo(0.01891, 6),
      jensenShannon: expect.closeTo(0.068048 ** 2, 6),
      jensenShannonBits: expect.closeTo(0.081734 ** 2, 6),
      jensenShannonDistance: expect.closeTo(0.068048, 6),
      jensenShannonDistanceBits: expect.closeTo(0.081734, 6),
      hellinger: expect.closeTo(0.068128, 6),
      totalVariation: expect.closeTo(0.068182, 6),
      largestDifference: expect.closeTo(0.045455, 6),
    });
  });

  it("are bounded, and the same whichever sample comes first", () => {
    fc.assert(
      fc.property(countPair, (pair) => {
        const swapped = { reference: pair.current, current: pair.reference };
        const [found, other] = [divergences(pair), divergences(swapped)];
        for (const measure of ["jensenShannonBits", "hellinger", "totalVariation", "largestDifference"] as const) {
          expect(found?.[measure]).toBeGreaterThanOrEqual(0);
          expect(found?.[measure]).toBeLessThanOrEqual(1 + 1e-12);
          expectClose(other?.[measure], found?.[measure] ?? Number.NaN, 1e-12, 1e-15);
        }
        for (const measure of [cramersV, balancedCramersV]) {
          expect(measure(pair)).toBeGreaterThanOrEqual(0);
          expect(measure(pair)).toBeLessThanOrEqual(1);
          expectClose(measure(swapped) ?? Number.NaN, measure(pair) ?? Number.NaN, 1e-9, 1e-12);
        }
        expectClose(chiSquaredTest(swapped)?.p, chiSquaredTest(pair)?.p ?? Number.NaN);
        const stability = populationStability(pair)?.index ?? Number.NaN;
        expect(stability).toBeGreaterThanOrEqual(0);
        expect(stability).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it("do not depend on the order of the categories", () => {
    fc.assert(
      fc.property(countPair, (pair) => {
        const reversed = { reference: pair.reference.toReversed(), current: pair.current.toReversed() };
        expectClose(chiSquaredTest(reversed)?.statistic, chiSquaredTest(pair)?.statistic ?? Number.NaN, 1e-9, 1e-12);
        expectClose(divergences(reversed)?.hellinger, divergences(pair)?.hellinger ?? Number.NaN, 1e-9, 1e-12);
      }),
    );
  });

  it("are nothing where a sample is empty", () => {
    const empty = pairOf([0, 0], [1, 2]);
    for (const measure of [chiSquaredTest, cramersV, balancedCramersV, divergences, populationStability]) {
      expect(measure(empty)).toBeNull();
    }
  });

  it("find nothing between constants", () => {
    const constant = pairOf([9, 0], [4, 0]);
    expect(chiSquaredTest(constant)).toEqual({ statistic: 0, p: 1, degreesOfFreedom: 0 });
    expect(cramersV(constant)).toBe(0);
    expect(populationStability(constant)).toEqual({ index: 0, bins: 1, expected: 0, critical: 0 });
  });
});

describe("Cramér's V for equal sizes", () => {
  it("is Cramér's V where the sizes are equal, before the last corrections", () => {
    const pair = pairOf([500, 300, 200], [400, 300, 300]);
    expectClose(balancedCramersV(pair) ?? 0, cramersV(pair) ?? 0, 1e-3);
  });

  it("does not depend on how many rows either sample has", () => {
    const few = balancedCramersV(pairOf([50_000, 30_000, 20_000], [40_000, 30_000, 30_000])) ?? 0;
    const many = balancedCramersV(pairOf([5_000_000, 3_000_000, 2_000_000], [40_000, 30_000, 30_000])) ?? 0;
    expectClose(many, few, 1e-3);
  });

  it("is 1 for nothing in common, but for the noise", () => {
    expectClose(balancedCramersV(pairOf([1e6, 0], [0, 1e9])) ?? 0, 1, 1e-6);
  });
});

describe("the population stability index", () => {
  it("adds half a row to every bin where one sample lacks a bin", () => {
    const [p, q] = [10.5 / 11, 0.5 / 11];
    expectClose(populationStability(pairOf([10, 0], [0, 10]))?.index, 2 * (p - q) * Math.log(p / q));
  });

  it("knows what noise alone would make it", () => {
    const found = populationStability(pairOf([500, 500], [250, 250]));
    expectClose(found?.expected, 0.003);
    expectClose(found?.critical, 3.841458820694124 * 0.003);
  });
});

describe("rare categories", () => {
  it("are put together until five rows are expected of each in both samples", () => {
    const { reference, current } = poolRare(pairOf([1, 50, 2, 0, 3, 40], [2, 40, 1, 3, 0, 60]));
    expect([...reference].sort((a, b) => a - b)).toEqual([6, 40, 50]);
    expect([...current].sort((a, b) => a - b)).toEqual([6, 40, 60]);
  });

  it("leave frequent and only two categories as they are", () => {
    expect(poolRare(pairOf([50, 60], [40, 70]))).toEqual(pairOf([50, 60], [40, 70]));
    expect(poolRare(pairOf([50, 1], [40, 0]))).toEqual(pairOf([50, 1], [40, 0]));
  });

  it("keep every row", () => {
    fc.assert(
      fc.property(countPair, (pair) => {
        const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0);
        expect(sum(poolRare(pair).reference)).toBe(sum(pair.reference));
        expect(sum(poolRare(pair).current)).toBe(sum(pair.current));
      }),
    );
  });
});

describe("categories of two samples", () => {
  const table = alignCategories(
    new Map([
      ["a", 6],
      ["b", 4],
    ]),
    new Map([
      ["c", 1],
      ["a", 7],
      ["d", 2],
    ]),
  );

  it("are put side by side", () => {
    expect(table.labels).toEqual(["a", "b", "c", "d"]);
    expect([...table.reference]).toEqual([6, 4, 0, 0]);
    expect([...table.current]).toEqual([7, 0, 1, 2]);
  });

  it("appear and vanish", () => {
    expect(categoryChanges(table)).toEqual({
      appeared: [
        { label: "d", count: 2, share: 0.2 },
        { label: "c", count: 1, share: 0.1 },
      ],
      vanished: [{ label: "b", count: 4, share: 0.4 }],
    });
  });
});
