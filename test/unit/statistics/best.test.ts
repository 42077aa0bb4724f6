import { describe, expect, it } from "vitest";
import { bestIndices } from "../../../src/statistics/best.ts";

describe("the best values", () => {
  it("are the largest when more is better, the smallest when less is", () => {
    expect(bestIndices([0.1, 0.9, 0.5], "max")).toEqual([1]);
    expect(bestIndices([0.1, 0.9, 0.5], "min")).toEqual([0]);
  });

  it("are several when they are equal", () => {
    expect(bestIndices([2, 1, 2], "max")).toEqual([0, 2]);
  });

  it("are never NaN or missing ones", () => {
    expect(bestIndices([Number.NaN, null, 1, 2], "max")).toEqual([3]);
    expect(bestIndices([Number.NaN, null], "min")).toEqual([]);
  });

  it("may be infinite", () => {
    expect(bestIndices([1, Number.POSITIVE_INFINITY], "max")).toEqual([1]);
    expect(bestIndices([1, Number.POSITIVE_INFINITY], "min")).toEqual([0]);
  });

  it("do not exist where all are equal or no direction is known", () => {
    expect(bestIndices([1, 1], "max")).toEqual([]);
    expect(bestIndices([1], "max")).toEqual([]);
    expect(bestIndices([1, 2], null)).toEqual([]);
  });
});
