import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../../src/statistics/comparison/comparison.ts";
import { compareAccuracies, pairedRights } from "../../../../src/statistics/comparison/mcnemar.ts";
import { sampleSizeOfAccuracies, sampleSizeOfDifference } from "../../../../src/statistics/comparison/sampleSize.ts";
import { adjustedPs, verdictOn } from "../../../../src/statistics/comparison/verdict.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";

const context = {
  metric: "accuracy",
  first: "champion",
  second: "challenger",
  goal: "max" as const,
  format: (value: number) => String(Number(value.toPrecision(3))),
};

const comparison = (low: number, high: number, p: number): Comparison => ({
  first: 0.8,
  second: 0.8 + (low + high) / 2,
  difference: (low + high) / 2,
  interval: { low, high, confidence: 0.95, method: "DeLong" },
  p,
  test: "DeLong's test",
  rows: 1000,
});

describe("a verdict", () => {
  it("names the better model where the interval leaves out 0", () => {
    expect(verdictOn(comparison(0.01, 0.03, 0.001), context)).toEqual({
      outcome: "second better",
      needed: null,
      sentence:
        "challenger is better in accuracy: challenger minus champion is 0.02 (95 % interval 0.01 to 0.03, 1000 rows).",
    });
    expect(verdictOn(comparison(-0.03, -0.01, 0.001), context).outcome).toBe("first better");
    expect(verdictOn(comparison(0.01, 0.03, 0.001), { ...context, goal: "min" }).outcome).toBe("first better");
  });

  it("names none where 0 lies within, and says how many rows would tell", () => {
    const found = comparison(-0.01, 0.02, 0.5);
    expect(verdictOn(found, { ...context, sampleSize: sampleSizeOfDifference(found) })).toEqual({
      outcome: "no difference shown",
      needed: 18_389,
      sentence:
        "No difference in accuracy is shown: challenger minus champion is 0.005 (95 % interval -0.01 to 0.02, 1000 rows), " +
        "and 0 lies within. A difference of 0.0214 would have been found with a probability of 80 %. " +
        "To find one as small as this about 18,389 rows are needed.",
    });
  });

  it("names none where one of many comparisons stands out by chance", () => {
    const adjusted = { ...context, adjustedP: 0.2, comparisons: 20 };
    expect(verdictOn(comparison(0.001, 0.03, 0.01), adjusted)).toMatchObject({
      outcome: "no difference shown",
      needed: null,
      sentence: expect.stringContaining("no more than chance brings forth among 20 comparisons (p 0.2)"),
    });
  });

  it("can't tell without an interval, and says why", () => {
    const found = {
      ...comparison(0, 1, 0),
      interval: null,
      intervalReason: "a class has fewer than two rows",
      p: null,
    };
    expect(verdictOn(found, context)).toEqual({
      outcome: "can't tell",
      needed: null,
      sentence: "Whether champion and challenger differ in accuracy can't be told: a class has fewer than two rows.",
    });
  });

  it("never says better where the interval includes 0", () => {
    const bound = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, p) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { outcome, sentence } = verdictOn(comparison(low, high, p), context);
        const isApart = low > 0 || high < 0;
        if (!isApart) expect([outcome, sentence.includes("better")]).toEqual(["no difference shown", false]);
      }),
    );
  });
});

describe("Holm's correction", () => {
  it("leaves comparisons without a p value out", () => {
    expect(adjustedPs([{ p: 0.01 }, { p: null }, { p: 0.04 }])).toEqual([0.02, null, 0.04]);
  });
});

describe("the sample size needed", () => {
  it("for McNemar's test finds the difference with the stated power", () => {
    const rights = { both: 70, onlyFirst: 8, onlySecond: 16, neither: 6 };
    const size = sampleSizeOfAccuracies(rights)?.needed ?? expect.fail();
    // Connor's formula by hand: (1.959964 √0.24 + 0.841621 √(0.24 − 0.0064))² / 0.0064
    expect(size).toBe(292);
    let found = 0;
    for (let set = 0; set < 500; set++) {
      const { uniform } = generatorOf(set);
      const [first, second] = [new Uint8Array(size), new Uint8Array(size)];
      for (let row = 0; row < size; row++) {
        const u = uniform();
        first[row] = u < 0.78 ? 1 : 0;
        second[row] = u < 0.7 || (u >= 0.78 && u < 0.94) ? 1 : 0;
      }
      if ((compareAccuracies(pairedRights(first, second))?.p ?? 1) <= 0.05) found++;
    }
    // A little less for the continuity correction.
    expect(found / 500).toBeGreaterThan(0.72);
    expect(found / 500).toBeLessThan(0.86);
  });

  it("is the number of rows there are for the smallest difference they show", () => {
    const rights = { both: 700, onlyFirst: 60, onlySecond: 100, neither: 140 };
    const { detectable } = sampleSizeOfAccuracies(rights) ?? expect.fail();
    const wins = (0.16 + detectable) / 2;
    const same = sampleSizeOfAccuracies({
      both: 700,
      onlyFirst: 1000 * (0.16 - wins),
      onlySecond: 1000 * wins,
      neither: 140,
    });
    expect(same?.needed).toBeGreaterThanOrEqual(999);
    expect(same?.needed).toBeLessThanOrEqual(1001);
  });

  it("is none where there is no difference to find", () => {
    expect(sampleSizeOfAccuracies({ both: 5, onlyFirst: 2, onlySecond: 2, neither: 0 })?.needed).toBeNull();
    expect(sampleSizeOfAccuracies({ both: 5, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
    expect(sampleSizeOfDifference(comparison(-0.1, 0.1, 1))?.needed).toBeNull();
  });
});
