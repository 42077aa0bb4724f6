import { describe, expect, it } from "vitest";
import { poissonArrivals } from "../../../../src/statistics/latency/arrivals.ts";
import { earlyStopping } from "../../../../src/statistics/latency/earlyStopping.ts";
import { noiseOf } from "../../../../src/statistics/latency/noise.ts";
import { latencyPercentile } from "../../../../src/statistics/latency/percentiles.ts";
import { latencyRatio, separateLatencyRatio } from "../../../../src/statistics/latency/ratio.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";

const upTo = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => i);

describe("a percentile of latencies", () => {
  it("is the value at rank ⌊n·p⌋", () => {
    expect(latencyPercentile(upTo(1000), 0.9)).toMatchObject({ value: 900 });
    expect(latencyPercentile(upTo(1000), 0.99)).toMatchObject({ value: 990 });
  });

  it.each([
    [0.9, 64],
    [0.95, 130],
    [0.99, 662],
    [0.999, 6636],
  ])("%f needs LoadGen's %i measurements", (percentile, fewest) => {
    expect(earlyStopping(0, percentile).fewest).toBe(fewest);
    expect(latencyPercentile(upTo(fewest - 1), percentile)).toEqual({
      percentile,
      value: null,
      reason: `${fewest - 1} of the ${fewest} measurements that it needs`,
    });
    expect(latencyPercentile(upTo(fewest), percentile)).toMatchObject({ bound: fewest - 1 });
  });

  it("is below its bound in 99 % of measurements", () => {
    const { uniform } = generatorOf(5);
    let above = 0;
    for (let i = 0; i < 2000; i++) {
      const found = latencyPercentile(new Float64Array(500).map(uniform).sort(), 0.9);
      if (found.value !== null && found.bound < 0.9) above++;
    }
    expect(above).toBeLessThan(35);
  });
});

describe("arrivals", () => {
  it("come at their rate, unevenly, and again the same for the same seed", () => {
    const times = poissonArrivals(50, 20_000, 3);
    expect(times).toEqual(poissonArrivals(50, 20_000, 3));
    const gaps = times.map((time, i) => time - (times[i - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(mean).toBeCloseTo(1 / 50, 3);
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });
});

describe("the ratio of two latencies", () => {
  it("has an interval that contains the truth about 95 times of 100", () => {
    const { uniform } = generatorOf(9);
    let missed = 0;
    for (let i = 0; i < 1000; i++) {
      const round = (median: number) => new Float64Array(10).map(() => median * Math.exp(0.1 * (uniform() - 0.5)));
      const found = latencyRatio(round(2), round(3));
      if (found.interval === null || found.interval.low > 1.5 || found.interval.high < 1.5) missed++;
    }
    expect(missed).toBeGreaterThan(20);
    expect(missed).toBeLessThan(80);
  });

  it("has none from few rounds", () => {
    expect(latencyRatio(Float64Array.of(1, 1), Float64Array.of(2, 2))).toEqual({
      ratio: 2,
      interval: null,
      intervalReason: "2 rounds of the 5 that it needs",
    });
  });
});

describe("the ratio of two latencies that were measured apart", () => {
  it("has an interval that contains the truth about 95 times of 100", () => {
    const { uniform } = generatorOf(10);
    let missed = 0;
    for (let i = 0; i < 1000; i++) {
      const rounds = (count: number, median: number, spread: number) =>
        new Float64Array(count).map(() => median * Math.exp(spread * (uniform() - 0.5)));
      const found = separateLatencyRatio(rounds(10, 2, 0.1), rounds(8, 3, 0.3));
      if (found.interval === null || found.interval.low > 1.5 || found.interval.high < 1.5) missed++;
    }
    expect(missed).toBeGreaterThan(20);
    expect(missed).toBeLessThan(80);
  });

  it("has none from few rounds, nor from rounds that are all equal", () => {
    expect(separateLatencyRatio(Float64Array.of(1, 1), new Float64Array(10).fill(2)).interval).toBeNull();
    const equal = separateLatencyRatio(new Float64Array(10).fill(1), new Float64Array(10).fill(2));
    expect(equal).toMatchObject({ ratio: 2, interval: null });
  });
});

describe("noise", () => {
  it("is said where rounds differ or other programs work", () => {
    expect(noiseOf(Float64Array.of(1, 1.5, 1), 0, 4).reasons).toEqual(["the medians of 3 rounds differ by 50 %"]);
    expect(noiseOf(Float64Array.of(1, 1), 3, 4).reasons).toEqual([
      "the load of the last minute was 3.0 on 4 cores before it began",
    ]);
  });

  it("is not said of a quiet machine, nor guessed from one round", () => {
    expect(noiseOf(Float64Array.of(1, 1.02), 0.1, 4).reasons).toEqual([]);
    expect(noiseOf(Float64Array.of(1), null, 4)).toEqual({ spread: null, reasons: [] });
  });
});
