import { describe, expect, it } from "vitest";
import type { MetricValue, SeriesSample } from "../../../../src/protocol/entities.ts";
import { chartSeries, nearestIndex } from "../../../../webview/kit/chartData.ts";

const sampleOf = (values: MetricValue[], steps = values.map((_, index) => index)): SeriesSample => ({
  runId: "r",
  key: "loss",
  steps,
  times: steps.map((step) => 1000 * step),
  values,
  total: values.length,
});
const plain = { mode: "step", runStart: 0, log: false, smoothing: 0, smoother: "ema" } as const;

describe("a chart's series", () => {
  it("marks values that no line can show, where they were logged", () => {
    const { raw, odd } = chartSeries(sampleOf([1, "NaN", "Infinity", "-Infinity", 5]), plain);
    expect(odd).toEqual([
      { x: 1, value: Number.NaN, kind: "NaN" },
      { x: 2, value: Number.POSITIVE_INFINITY, kind: "Infinity" },
      { x: 3, value: Number.NEGATIVE_INFINITY, kind: "-Infinity" },
    ]);
    expect(raw.map((point) => point.y)).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 5]);
  });

  it("marks zero and negative values on a logarithmic scale only", () => {
    const sample = sampleOf([1, 0, -2]);
    expect(chartSeries(sample, plain).odd).toEqual([]);
    expect(chartSeries(sample, { ...plain, log: true }).odd.map((each) => each.kind)).toEqual([
      "notPositive",
      "notPositive",
    ]);
  });

  it("keeps a spike in the raw line when smoothed", () => {
    const { raw, smoothed } = chartSeries(sampleOf([1, 1, 900, 1]), { ...plain, smoothing: 0.9 });
    expect(raw[2]).toEqual({ x: 2, y: 900 });
    expect(smoothed?.[2]?.y).toBeLessThan(900);
  });

  it("is ordered by time where a resumed run went back", () => {
    const sample = { ...sampleOf([1, 2, 3]), times: [3000, 1000, 2000] };
    const { raw } = chartSeries(sample, { ...plain, mode: "relative" });
    expect(raw).toEqual([
      { x: 1000, y: 2 },
      { x: 2000, y: 3 },
      { x: 3000, y: 1 },
    ]);
  });
});

describe("the nearest point", () => {
  const { raw } = chartSeries(sampleOf([1, "NaN", 3, 4], [0, 10, 20, 40]), plain);

  it("is the one closest in x, drawable or not", () => {
    expect([-5, 4, 11, 29, 31, 99].map((x) => nearestIndex(raw, x))).toEqual([0, 0, 1, 2, 3, 3]);
  });

  it("is none where there are no points", () => {
    expect(nearestIndex([], 1)).toBe(-1);
  });
});
