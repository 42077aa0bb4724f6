import { describe, expect, it } from "vitest";
import type { RunsColumn } from "../../../../../src/protocol/runsTableRequests.ts";
import { boxOf } from "../../../../../webview/runs/charts/boxes.ts";
import type { Cell } from "../../../../../webview/runs/charts/chartScale.ts";
import { countsOf, discrete, fieldsOf, partsOf } from "../../../../../webview/runs/charts/fields.ts";
import { type Dimension, plotted } from "../../../../../webview/runs/charts/plotted.ts";

function dimension(column: RunsColumn, cells: readonly Cell[]): Dimension {
  const runs = cells.map((cell, index) => ({ id: String(index), name: "", cells: [cell] }));
  const found = plotted({ runs, total: runs.length }, [column]).dimension(column);
  if (found === undefined) throw new Error("The column is drawn.");
  return found;
}
const param = (...cells: Cell[]): Dimension => dimension({ of: "param", key: "p" }, cells);
const metric = (...cells: Cell[]): Dimension => dimension({ of: "metric", key: "m", take: "last" }, cells);

describe("fields of two parameters", () => {
  it("have the mean of the runs that have a number, and how many those are", () => {
    const x = discrete(param("16", "16", "64", "64", null), 12);
    const y = param("adam", "adam", "adam", "sgd", "sgd");
    const parts = [partsOf(x, 12).length, partsOf(y, 12).length] as const;
    expect(fieldsOf(x, y, metric(1, 3, 5, "NaN", 9), parts)).toEqual([
      { x: 0, y: 0, mean: 2, runs: 2 },
      { x: 1, y: 0, mean: 5, runs: 1 },
    ]);
  });

  it("are as far from each other where there are few numbers", () => {
    const x = discrete(param("16", "32", "64", "1e3", "32.0"), 12);
    expect(partsOf(x, 12).map(({ label }) => label)).toEqual(["16", "32", "64", "1000"]);
    expect(countsOf(x, 4)).toEqual([1, 2, 1, 1]);
  });

  it("are parts of the axis where there are many, named by the numbers that are in them", () => {
    const many = metric(...Array.from({ length: 101 }, (_, index) => index));
    const x = discrete(many, 12);
    expect(partsOf(x, 4).map(({ label }) => label)).toEqual(["0 to 24", "25 to 49", "50 to 74", "75 to 100"]);
    expect(countsOf(x, 4)).toEqual([25, 25, 25, 26]);
  });
});

describe("a box", () => {
  it("is of the quartiles, and reaches to the outermost values that are not far out", () => {
    expect(boxOf([1, 2, 3, 4, 5, 100])).toEqual({ low: 1, q1: 2.25, median: 3.5, q3: 4.75, high: 5, count: 6 });
  });

  it("is not drawn of fewer than five values", () => {
    expect(boxOf([1, 2, 3, 4])).toBeNull();
  });
});
