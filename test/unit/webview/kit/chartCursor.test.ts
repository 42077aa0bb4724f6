import { describe, expect, it } from "vitest";
import type { MetricValue } from "../../../../src/protocol/entities.ts";
import { cursorRows, snap, step } from "../../../../webview/kit/chartCursor.ts";
import { chartSeries } from "../../../../webview/kit/chartData.ts";
import type { DrawnSeries } from "../../../../webview/kit/chartModel.ts";
import { seriesStyle } from "../../../../webview/kit/palette.ts";

function line(id: string, steps: number[], values: MetricValue[], log = false): DrawnSeries {
  const sample = { runId: id, key: "loss", steps, times: steps, values, total: steps.length };
  return {
    run: { id, name: id, startTime: 0, slot: 0 },
    style: seriesStyle(0, "light"),
    series: chartSeries(sample, { mode: "step", runStart: 0, log, smoothing: 0, smoother: "ema" }),
    faded: false,
  };
}

const lines = [line("a", [0, 10, 20], [1, 2, 3]), line("b", [0, 15, 30], [9, 8, 7])];

describe("the crosshair", () => {
  it("snaps to the nearest logged x of any line", () => {
    expect([-3, 11, 14, 26].map((x) => snap(lines, x))).toEqual([0, 10, 15, 30]);
    expect(snap([], 3)).toBeNull();
  });

  it("steps through all logged x, and stays at the ends", () => {
    const walk = (direction: 1 | -1, from: number): number[] => {
      const seen = [from];
      for (let x = step(lines, from, direction); x !== seen.at(-1); x = step(lines, x, direction)) seen.push(x);
      return seen;
    };
    expect(walk(1, 0)).toEqual([0, 10, 15, 20, 30]);
    expect(walk(-1, 30)).toEqual([30, 20, 15, 10, 0]);
  });

  it("lists what each run says, largest first, without runs that have no point near", () => {
    expect(cursorRows(lines, 0, 2).map((row) => [row.drawn.run.id, row.value])).toEqual([
      ["b", 9],
      ["a", 1],
    ]);
    expect(cursorRows(lines, 30, 2).map((row) => row.drawn.run.id)).toEqual(["b"]);
  });

  it("says NaN, infinities and what a log scale leaves out as they were logged", () => {
    const odd = line("a", [0, 1, 2, 3], ["NaN", "-Infinity", -4, 5], true);
    const said = [0, 1, 2, 3].map((x) => cursorRows([odd], x, 0)[0]?.value);
    expect(said).toEqual([Number.NaN, Number.NEGATIVE_INFINITY, -4, 5]);
  });
});
