import { describe, expect, it } from "vitest";
import { facets, runsAsRows, statisticOf } from "../../../../webview/compare/compareModel.ts";
import { bestIndices } from "../../../../webview/kit/metricFacts.ts";
import { comparisonOf, logged } from "./comparison.ts";

const comparison = comparisonOf(["a", "b"], {
  params: [
    { key: "seed", values: ["1", "1"], differs: false },
    { key: "lr", values: ["0.1", null], differs: true },
  ],
  metrics: [
    {
      key: "loss",
      goal: "min",
      cells: [logged("loss", "min", [3, 1, 2]), logged("loss", "min", [4, 2, 1.5])],
      best: [0],
      differs: true,
    },
  ],
  tags: [{ key: "team", values: ["x", "x"], differs: false }],
});
const shown = (options: Partial<Parameters<typeof facets>[1]> = {}) =>
  facets(comparison, { showAll: false, statistic: "best", ...options });

describe("the table of a comparison", () => {
  it("shows only what differs", () => {
    expect(shown().map((facet) => facet.key)).toEqual(["loss", "lr"]);
  });

  it("shows what differs before the rest of its kind when everything is shown", () => {
    const keys = shown({ showAll: true }).map((facet) => facet.key);
    expect(keys).toEqual(["loss", "lr", "seed", "Commit", "Uncommitted changes", "Branch", "team"]);
  });

  it("says that a run has no such parameter, and sorts values by what they are", () => {
    const lr = shown().find((facet) => facet.key === "lr");
    expect(lr?.cells.map((cell) => cell.text)).toEqual(["0.1", null]);
    expect(lr?.cells.map((cell) => cell.sort)).toEqual([0.1, null]);
  });

  it("marks the best of the statistic that is shown", () => {
    expect(shown()[0]?.best).toEqual([0]);
    expect(shown()[0]?.cells.map((cell) => cell.text)).toEqual(["1", "1.5"]);
    expect(shown({ statistic: "last" })[0]?.best).toEqual([1]);
    expect(shown({ statistic: "last" })[0]?.cells.map((cell) => cell.text)).toEqual(["2", "1.5"]);
  });

  it("turns runs into rows when there are many, unless the user said otherwise", () => {
    expect([2, 6, 7, 50].map((runs) => runsAsRows("auto", runs))).toEqual([false, false, true, true]);
    expect([runsAsRows("columns", 50), runsAsRows("rows", 2)]).toEqual([false, true]);
  });
});

describe("the best values", () => {
  it("are all that are equally good", () => {
    expect(bestIndices([1, 3, 3, null], "max")).toEqual([1, 2]);
  });

  it("are none when no direction is better or all are the same", () => {
    expect(bestIndices([1, 2], null)).toEqual([]);
    expect(bestIndices([2, 2, 2], "max")).toEqual([]);
    expect(bestIndices([2, null], "max")).toEqual([]);
    expect(bestIndices([], "max")).toEqual([]);
  });

  it("are never NaN", () => {
    expect(bestIndices(["NaN", 1, 2], "min")).toEqual([1]);
  });
});

describe("a metric's one value", () => {
  it("is its latest where no direction is better", () => {
    expect(statisticOf(logged("x", null, [5, 9, 7]), "best")).toBe(7);
  });

  it("is missing where nothing but NaN was logged", () => {
    expect(statisticOf(logged("x", "max", ["NaN"]), "max")).toBeNull();
    expect(statisticOf(logged("x", "max", ["NaN"]), "last")).toBe("NaN");
  });
});
