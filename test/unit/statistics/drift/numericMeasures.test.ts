import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { andersonDarling } from "../../../../src/statistics/drift/andersonDarling.ts";
import { cramerVonMises } from "../../../../src/statistics/drift/cramerVonMises.ts";
import { energyDistance, wasserstein } from "../../../../src/statistics/drift/distances.ts";
import { distributionFromCounts, distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { kolmogorovSmirnov } from "../../../../src/statistics/drift/kolmogorovSmirnov.ts";
import { mannWhitney } from "../../../../src/statistics/drift/mannWhitney.ts";
import { type Pooled, pool } from "../../../../src/statistics/drift/pooled.ts";
import { expectClose } from "../golden/close.ts";
import { numericCases } from "../golden/golden.ts";
import { anySample, finiteDistribution } from "./samples.ts";

const tests = { kolmogorovSmirnov, cramerVonMises, andersonDarling, mannWhitney };
const distances = { wasserstein, energyDistance };

describe.each(Object.entries(tests))("the test %s", (_, test) => {
  it("has a p between 0 and 1, the same whichever sample comes first", () => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, (a, b) => {
        const result = test(pool(a, b));
        if (result === null) return;
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
        expectClose(test(pool(b, a))?.p, result.p, 1e-9, 1e-15);
      }),
    );
  });

  it("has no result, and no NaN, for what can't be compared", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const empty = distributionOf(new Float64Array());
        expect(test(pool(distributionOf(sample), empty))).toBeNull();
        expect(test(pool(empty, distributionOf(sample)))).toBeNull();
      }),
    );
  });

  it("is never NaN", () => {
    fc.assert(
      fc.property(anySample, anySample, (a, b) => {
        const result = test(pool(distributionOf(a), distributionOf(b)));
        expect(Number.isNaN(result?.p)).toBe(false);
        expect(Number.isNaN(result?.statistic)).toBe(false);
      }),
    );
  });

  it("depends on the order of the values alone", () => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, (a, b) => {
        const pooled = pool(a, b);
        const ranks: Pooled = { ...pooled, values: Float64Array.from(pooled.values.keys()) };
        expect(test(ranks)?.p).toBe(test(pooled)?.p);
        expect(test(ranks)?.statistic).toBe(test(pooled)?.statistic);
      }),
    );
  });
});

describe.each(Object.entries(distances))("the distance %s", (_, distance) => {
  it("is symmetric, and 0 between equal samples only", () => {
    fc.assert(
      fc.property(anySample, anySample, (a, b) => {
        const [x, y] = [distributionOf(a), distributionOf(b)];
        const between = distance(pool(x, y));
        expect(between).toBe(distance(pool(y, x)));
        if (between !== null) expect(between).toBeGreaterThanOrEqual(0);
        if (x.size > 0) expect(distance(pool(x, x))).toBe(0);
      }),
    );
  });

  it("grows with the values", () => {
    fc.assert(
      fc.property(finiteDistribution, finiteDistribution, (a, b) => {
        const pooled = pool(a, b);
        const twice = distance({ ...pooled, values: pooled.values.map((value) => 4 * value) });
        const factor = distance === wasserstein ? 4 : 2;
        expectClose(twice ?? 0, factor * (distance(pooled) ?? 0));
      }),
    );
  });
});

describe("Kolmogorov and Smirnov's test", () => {
  it.each(numericCases)("agrees with SciPy on $name", ({ pooled, kolmogorovSmirnov: wanted }) => {
    const result = kolmogorovSmirnov(pooled);
    expectClose(result?.statistic, wanted.statistic);
    expectClose(result?.p, wanted.p);
  });

  it("says where the samples differ most", () => {
    const result = kolmogorovSmirnov(
      pool(distributionOf(Float64Array.of(1, 2, 3)), distributionOf(Float64Array.of(3))),
    );
    expect(result).toMatchObject({ statistic: 2 / 3, location: 2, method: "exact" });
  });

  it("takes fractional counts, with the limiting distribution", () => {
    const half = distributionFromCounts(Float64Array.of(1, 2), Float64Array.of(50.3, 49.7));
    const whole = distributionOf(Float64Array.of(1, 2));
    expect(kolmogorovSmirnov(pool(half, whole))).toMatchObject({ method: "asymptotic" });
  });

  it("leaves the exact distribution where it would take long, with a p as good as 0", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const result = kolmogorovSmirnov(
      pool(distributionOf(values), distributionOf(values.subarray(1).map((value) => value + 4000))),
    );
    expect(result?.method).toBe("asymptotic");
    expect(result?.p).toBeLessThan(1e-120);
  });
});

describe("Cramér and von Mises' test", () => {
  it.each(numericCases.filter((sample) => sample.cramerVonMises !== null))(
    "agrees with SciPy on $name",
    ({ pooled, cramerVonMises: wanted }) => {
      const result = cramerVonMises(pooled, "as SciPy");
      expectClose(result?.statistic, wanted?.statistic ?? Number.NaN);
      if (Math.max(pooled.referenceSize, pooled.currentSize) <= 20)
        expectClose(result?.p, wanted?.p ?? Number.NaN, 1e-12);
      // SciPy ends the series of the limiting distribution at terms of 1e-7, which in the tail adds up: see its own test.
      else if ((wanted?.statistic ?? 0) < 4) expectClose(result?.p, wanted?.p ?? Number.NaN, 0, 2e-8);
      else expect(result?.p).toBeLessThan(1e-9);
    },
  );

  it("takes ties for ties, which as SciPy counts them are a change of their own", () => {
    const values = Float64Array.of(0, 1, 2);
    const many = distributionFromCounts(values, Float64Array.of(700, 200, 100));
    const few = distributionFromCounts(values, Float64Array.of(35, 10, 5));
    expect(cramerVonMises(pool(many, few))?.p).toBeGreaterThan(0.99);
    expect(cramerVonMises(pool(many, few), "as SciPy")?.p).toBeLessThan(1e-9);
  });

  it("is the same either way where no value is tied", () => {
    const distinct = numericCases.filter(
      ({ pooled }) => pooled.values.length === pooled.referenceSize + pooled.currentSize,
    );
    expect(distinct.length).toBeGreaterThan(40);
    for (const { pooled } of distinct) {
      expectClose(cramerVonMises(pooled)?.statistic ?? 0, cramerVonMises(pooled, "as SciPy")?.statistic ?? 0, 1e-12);
    }
  });

  it("needs two values in each sample", () => {
    const [one, two] = [distributionOf(Float64Array.of(1)), distributionOf(Float64Array.of(1, 2))];
    expect(cramerVonMises(pool(one, two))).toBeNull();
  });
});

describe("Anderson and Darling's test", () => {
  it.each(numericCases)("agrees with SciPy on $name", ({ pooled, ...wanted }) => {
    const midrank = andersonDarling(pooled);
    expect(midrank === null).toBe(wanted.andersonDarling === null);
    for (const [result, expected] of [
      [midrank, wanted.andersonDarling],
      [andersonDarling(pooled, "right"), wanted.andersonDarlingRight],
    ] as const) {
      if (expected === null) continue;
      expectClose(result?.statistic, expected.statistic, 1e-9, 1e-12);
      expectClose(result?.p, expected.p);
    }
  });

  it("says when p stands at the bound of what is tabulated", () => {
    const values = Float64Array.from({ length: 50 }, (_, i) => i);
    const reference = distributionOf(values);
    expect(andersonDarling(pool(reference, reference))).toMatchObject({ p: 0.25, clipped: "at least" });
    const shifted = distributionOf(values.map((value) => value + 40));
    expect(andersonDarling(pool(reference, shifted))).toMatchObject({ p: 0.001, clipped: "at most" });
  });
});

describe("Mann and Whitney's test", () => {
  it.each(numericCases.filter((sample) => sample.mannWhitney !== null))(
    "agrees with SciPy on $name",
    ({ pooled, mannWhitney: wanted }) => {
      const result = mannWhitney(pooled);
      expectClose(result?.statistic, wanted?.statistic ?? 0);
      expectClose(result?.p, wanted?.p ?? 0);
    },
  );

  it("tells in how many pairs the reference is the larger", () => {
    const result = mannWhitney(pool(distributionOf(Float64Array.of(2, 4)), distributionOf(Float64Array.of(1, 2))));
    expect(result?.superiority).toBe(0.875);
  });
});

describe("distances", () => {
  it.each(numericCases.filter((sample) => sample.wasserstein !== null))(
    "agree with SciPy on $name",
    ({ pooled, wasserstein: wanted, energy }) => {
      expectClose(wasserstein(pooled) ?? Number.NaN, wanted ?? 0);
      expectClose(energyDistance(pooled) ?? Number.NaN, energy ?? 0);
    },
  );

  it("are infinite where the samples hold different shares of an infinity", () => {
    const infinite = distributionOf(Float64Array.of(1, Number.POSITIVE_INFINITY));
    expect(wasserstein(pool(infinite, distributionOf(Float64Array.of(1, 2))))).toBe(Number.POSITIVE_INFINITY);
    expect(wasserstein(pool(infinite, distributionOf(Float64Array.of(3, Number.POSITIVE_INFINITY))))).toBe(1);
  });
});
