import { describe, expect, it } from "vitest";
import { compareMeans, meanOfRepeats } from "../../../../src/statistics/comparison/repeats.ts";
import { expectClose } from "../golden/close.ts";

const first = [0.9712, 0.9731, 0.9698, 0.9725, 0.974];
const second = [0.9781, 0.979, 0.9762];

describe("the mean of repeats", () => {
  it("has Student's interval, as SciPy's `t.interval`", () => {
    const { mean, n, interval } = meanOfRepeats(first);
    expect(n).toBe(5);
    expectClose(mean, 0.97212);
    expectClose(interval?.low, 0.9700733248891895);
    expectClose(interval?.high, 0.9741666751108105);
  });

  it("has none of one repeat, nor of equal ones, and says why", () => {
    expect(meanOfRepeats([0.9])).toMatchObject({
      mean: 0.9,
      interval: null,
      intervalReason: expect.stringContaining("one repeat"),
    });
    expect(meanOfRepeats([0.1, 0.1, 0.1])).toMatchObject({
      mean: 0.1,
      n: 3,
      interval: null,
      intervalReason: expect.stringContaining("all repeats are equal"),
    });
  });
});

describe("two means of repeats", () => {
  it("are compared by Welch's t, as SciPy's `ttest_ind` without equal variances", () => {
    const found = compareMeans(first, second);
    expectClose(found.difference, 0.005646666666666689, 1e-12);
    expectClose(found.p ?? Number.NaN, 0.003974676578531976);
    expectClose(found.interval?.low, 0.00278523058729979);
    expectClose(found.interval?.high, 0.008508102746033587);
  });

  it("tell the relative change with an interval that covers it as often as it says", () => {
    // Ratios of normal means, simulated: 5 repeats each, the second 2 % higher.
    let state = 12345;
    const uniform = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const repeats = (mean: number): number[] => Array.from({ length: 5 }, () => mean + 0.01 * normal());
    let covered = 0;
    for (let round = 0; round < 2000; round++) {
      const interval = compareMeans(repeats(1), repeats(1.02)).relative?.interval;
      if (interval != null && interval.low <= 0.02 && interval.high >= 0.02) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.94);
    expect(covered / 2000).toBeLessThan(0.965);
  });

  it("tell nothing from one repeat, and no relative change of a mean that is hardly known to be apart from 0", () => {
    expect(compareMeans([1], [2, 3])).toMatchObject({ difference: 1.5, p: null, interval: null });
    expect(compareMeans([1, 1], [2, 2])).toMatchObject({ difference: 1, p: null, interval: null });
    expect(compareMeans([-0.1, 0.11], [2, 3]).relative).toBeNull();
    expect(compareMeans([-2, -2.1], [-1, -1.1]).relative?.share).toBeCloseTo(1 / 2.05, 9);
  });
});
