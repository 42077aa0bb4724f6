import { describe, expect, it } from "vitest";
import type { RunsColumn } from "../../../../../src/protocol/runsTableRequests.ts";
import { chartScale, roundNumbers } from "../../../../../webview/runs/charts/chartScale.ts";

const param: RunsColumn = { of: "param", key: "p" };
const metric: RunsColumn = { of: "metric", key: "m", take: "last" };

describe("the scale of a column", () => {
  it("is linear for numbers, from the smallest to the largest", () => {
    const { kind, place } = chartScale(metric, [1, 3, null, "NaN", "Infinity"]);
    expect(kind).toBe("linear");
    expect([1, 2, 3, null, "NaN" as const, "Infinity" as const].map(place)).toEqual([0, 0.5, 1, null, null, null]);
  });

  it("is logarithmic for a parameter that spans a hundred times its smallest value, never for a metric", () => {
    const { kind, place, ticks } = chartScale(param, ["0.0001", "0.01"]);
    expect(kind).toBe("logarithmic");
    expect(place("0.001")).toBeCloseTo(0.5, 12);
    expect(ticks.map(({ label }) => label)).toEqual(["0.0001", "0.001", "0.01"]);
    expect(chartScale(metric, [0.0001, 0.01]).kind).toBe("linear");
    expect(chartScale(param, ["0", "100"]).kind).toBe("linear");
  });

  it("has a place for each text as soon as one is no number", () => {
    const { kind, categories, place } = chartScale(param, ["10", "auto", "9", null]);
    expect(kind).toBe("categories");
    expect(categories).toEqual(["9", "10", "auto"]);
    expect(place("auto")).toBeCloseTo(5 / 6, 12);
    expect(place(null)).toBeNull();
  });

  it("puts rare texts together where there are too many", () => {
    const texts = Array.from({ length: 100 }, (_, index) => `t${index}`);
    const { categories, place } = chartScale(param, [...texts, "t0"]);
    expect(categories.length).toBe(30);
    expect(categories.at(-1)).toBe("71 others");
    expect(place("t99")).toBe(1 - 0.5 / 30);
  });

  it("puts a lone number in the middle", () => {
    expect(chartScale(metric, [7]).place(7)).toBe(0.5);
  });
});

it("round numbers are within, about five of them", () => {
  expect(roundNumbers(0.13, 0.94)).toEqual([0.2, 0.4, 0.6, 0.8]);
  expect(roundNumbers(-1, 1)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(roundNumbers(3, 3)).toEqual([3]);
});
