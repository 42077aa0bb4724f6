import { describe, expect, it } from "vitest";
import { latencyHistogram } from "../../../../src/models/benchmark/latencyHistogram.ts";
import { latencyOverTime } from "../../../../src/models/benchmark/latencyOverTime.ts";

describe("a histogram of latencies", () => {
  it("counts every latency once: in a bin, or above the 99th percentile", () => {
    const latencies = Float64Array.from({ length: 1000 }, (_, k) => (k < 995 ? 1 + k / 1000 : 500 + k));
    const { bins, below, above } = latencyHistogram(latencies);
    expect(bins).toHaveLength(40);
    expect(bins.reduce((sum, { count }) => sum + count, 0) + above + below).toBe(1000);
    expect(above).toBe(10);
    expect(bins[0]?.from).toBe(1);
    expect(bins.at(-1)?.to).toBeCloseTo(1.989, 3);
  });

  it("has one bin where all are equal but the slowest few", () => {
    const latencies = new Float64Array(500).fill(2);
    latencies[499] = 90;
    expect(latencyHistogram(latencies)).toEqual({ bins: [{ from: 2, to: 2, count: 499 }], below: 0, above: 1 });
  });
});

describe("latencies over time", () => {
  it("keeps a spike in the span in which it was, and the order", () => {
    const latencies = Array.from({ length: 1201 }, (_, k) => (k === 605 ? 99 : 1 + k / 10_000));
    const spans = latencyOverTime(latencies);
    expect(spans).toHaveLength(110);
    expect(spans.reduce((sum, { queries }) => sum + queries, 0)).toBe(1201);
    expect(spans.findIndex(({ largest }) => largest === 99)).toBe(55);
    expect(spans[0]?.median).toBeLessThan(spans.at(-1)?.median ?? 0);
  });

  it("is each query where there are few", () => {
    expect(latencyOverTime([3, 1])).toEqual([
      { queries: 1, smallest: 3, median: 3, largest: 3 },
      { queries: 1, smallest: 1, median: 1, largest: 1 },
    ]);
  });
});
