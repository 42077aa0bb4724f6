import { describe, expect, it } from "vitest";
import type { DrawnSeries } from "../../../../webview/kit/chartModel.ts";
import { seriesStyle } from "../../../../webview/kit/palette.ts";
import { robustRange } from "../../../../webview/kit/robustRange.ts";

const drawn = (ys: readonly number[]): DrawnSeries => ({
  run: { id: "a", name: "a", startTime: 0, slot: 0 },
  style: seriesStyle(0, "light"),
  series: { raw: ys.map((y, x) => ({ x, y })), smoothed: null, odd: [] },
  faded: false,
});
const bulk = Array.from({ length: 99 }, (_, index) => 1 + index / 100);

describe("a y axis without outliers", () => {
  it("shows the bulk of the points, and says how many lie beyond", () => {
    const range = robustRange([drawn([...bulk, 1e6])], { zoom: null, log: false });
    expect(range?.outside).toBeGreaterThanOrEqual(1);
    expect(range?.max).toBeLessThan(2.2);
    expect(range?.min).toBeLessThan(1.05);
  });

  it("looks at the visible points alone", () => {
    expect(robustRange([drawn([...bulk, 1e6])], { zoom: { min: 20, max: 24 }, log: false })).toBeNull();
  });

  it("works on orders of magnitude where the axis does", () => {
    const decades = Array.from({ length: 101 }, (_, index) => 10 ** (index / 100));
    const range = robustRange([drawn([...decades, 1e-30])], { zoom: null, log: true });
    expect(range?.min).toBeGreaterThan(0.5);
    expect(range?.min).toBeLessThan(1.2);
    expect(range?.max).toBeGreaterThan(9);
  });

  it("is the usual one where nothing lies apart, where all is equal, and where nothing is drawn", () => {
    expect(robustRange([drawn([1, 2, 1, 2])], { zoom: null, log: false })).toBeNull();
    expect(robustRange([drawn([...Array(50).fill(3), 9])], { zoom: null, log: false })).toBeNull();
    expect(robustRange([drawn([Number.NaN])], { zoom: null, log: false })).toBeNull();
    expect(robustRange([], { zoom: null, log: false })).toBeNull();
  });
});
