import { describe, expect, it } from "vitest";
import type { SeriesSample } from "../../../../src/protocol/entities.ts";
import { formatX, stepRange, timeTicks, xValues } from "../../../../webview/kit/axis.ts";

const start = Date.UTC(2024, 0, 15, 12, 0, 0);
const sample: SeriesSample = {
  runId: "r",
  key: "loss",
  steps: [0, 10, 20, 30],
  times: [start + 1000, start + 2000, start + 3000, start + 4000],
  values: [4, 3, 2, 1],
  total: 4,
};

describe("the x axis", () => {
  it("runs by step, by time since the run's start, or by time of day", () => {
    expect(xValues(sample, "step", start)).toEqual([0, 10, 20, 30]);
    expect(xValues(sample, "relative", start)).toEqual([1000, 2000, 3000, 4000]);
    expect(xValues(sample, "wall", start)).toEqual(sample.times);
  });

  it("asks for whole steps around what is visible", () => {
    expect(stepRange(sample, "step", start, { min: 9.5, max: 20.2 })).toEqual({ from: 9, to: 21 });
  });

  it("finds the steps of a span of time, one more on either side", () => {
    expect(stepRange(sample, "relative", start, { min: 1900, max: 2100 })).toEqual({ from: 0, to: 20 });
    expect(stepRange(sample, "wall", start, { min: start + 3500, max: start + 4500 })).toEqual({ from: 20, to: 30 });
  });

  it("asks for nothing where no point is near", () => {
    expect(stepRange(sample, "relative", start, { min: 9000, max: 9500 })).toBeNull();
  });
});

describe("ticks of time", () => {
  it("fall on round spans", () => {
    expect(timeTicks({ min: 0, max: 60_000 }, 6)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
  });

  it("begin days at midnight of the time zone", () => {
    const twoHours = 2 * 3_600_000;
    const ticks = timeTicks({ min: start, max: start + 5 * 86_400_000 }, 5, twoHours);
    expect(ticks.map((tick) => new Date(tick + twoHours).getUTCHours())).toEqual([0, 0, 0, 0, 0]);
  });

  it("are few for any span", () => {
    for (let exponent = 0; exponent < 13; exponent++) {
      expect(timeTicks({ min: 1, max: 1 + 10 ** exponent }, 6).length).toBeLessThanOrEqual(7);
    }
  });

  it("survive an empty range", () => {
    expect(timeTicks({ min: 5, max: 5 }, 6)).toEqual([5]);
  });
});

describe("a place on the x axis in words", () => {
  it("is a step, a duration or a time", () => {
    expect(formatX(12_000, "step", 0)).toBe("12000");
    expect(formatX(90_000, "relative", 0)).toBe("1 min 30 s");
    expect(formatX(-5000, "relative", 0)).toBe("−5 s");
    expect(formatX(new Date(2024, 0, 15, 9, 5, 7).getTime(), "wall", 60_000, "en-GB")).toBe("09:05:07");
  });

  it("shows the date when days are visible", () => {
    expect(formatX(new Date(2024, 0, 15, 9).getTime(), "wall", 7 * 86_400_000, "en-GB")).toBe("15 Jan");
  });
});
