import { describe, expect, it } from "vitest";
import { binomial } from "../../../../src/statistics/random/binomial.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";
import { resample } from "../../../../src/statistics/random/resample.ts";
import { chiSquaredUpperTail } from "../../../../src/statistics/special/chiSquared.ts";
import { binomialDensity } from "../../../../src/statistics/special/densities.ts";

describe("the generator", () => {
  it("gives the same numbers for the same seed, and others for another", () => {
    const take = (seed: number): number[] => Array.from({ length: 5 }, generatorOf(seed).uniform);
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });

  it("spreads evenly", () => {
    const { index } = generatorOf(1);
    const counts = new Float64Array(100);
    for (let i = 0; i < 100_000; i++) {
      const cell = index(100);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    const statistic = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquaredUpperTail(statistic, 99)).toBeGreaterThan(0.001);
  });
});

describe("binomial variates", () => {
  it.each([
    [1, 0.3],
    [20, 0.1],
    [20, 0.9],
    [50, 0.5],
    [1000, 0.03],
    [300, 0.97],
  ])("of %i trials with p %f have the binomial distribution", (trials, p) => {
    const generator = generatorOf(trials);
    const size = 20_000;
    const counts = new Float64Array(trials + 1);
    for (let i = 0; i < size; i++) {
      const x = binomial(generator, trials, p);
      counts[x] = (counts[x] ?? 0) + 1;
    }
    let [statistic, degrees] = [0, -1];
    for (const [x, count] of counts.entries()) {
      const wanted = size * binomialDensity(x, trials, p);
      if (wanted < 5) continue;
      statistic += (count - wanted) ** 2 / wanted;
      degrees++;
    }
    expect(chiSquaredUpperTail(statistic, Math.max(1, degrees))).toBeGreaterThan(0.001);
  });

  it("have the mean and spread of large numbers of trials", () => {
    const generator = generatorOf(3);
    const draws = Float64Array.from({ length: 4000 }, () => binomial(generator, 1_000_000, 0.2));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 200_000)).toBeLessThan(4 * Math.sqrt(160_000 / 4000));
    expect(variance / 160_000).toBeGreaterThan(0.9);
    expect(variance / 160_000).toBeLessThan(1.1);
  });
});

describe("a resample", () => {
  it.each([[[1, 1, 1, 1]], [[5, 0, 3, 1000]]])("of units of %j rows has as many rows", (counts) => {
    const generator = generatorOf(2);
    const drawn = new Float64Array(counts.length);
    const sums = new Float64Array(counts.length);
    for (let k = 0; k < 2000; k++) {
      resample(generator, Float64Array.from(counts), drawn);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(counts.reduce((sum, count) => sum + count, 0));
      for (const [i, count] of drawn.entries()) sums[i] = (sums[i] ?? 0) + count;
    }
    for (const [i, count] of counts.entries()) expect(Math.abs((sums[i] ?? 0) / 2000 - count)).toBeLessThan(0.3);
  });
});
