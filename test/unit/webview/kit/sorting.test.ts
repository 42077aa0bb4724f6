import { describe, expect, it } from "vitest";
import { type SortValue, sortableText, sortedBy } from "../../../../webview/kit/sorting.ts";

const sorted = (values: SortValue[], descending = false): SortValue[] => sortedBy(values, (value) => value, descending);

describe("sorting", () => {
  it("orders numbers as numbers, infinities included", () => {
    expect(sorted([10, 9, Number.POSITIVE_INFINITY, -1])).toEqual([-1, 9, 10, Number.POSITIVE_INFINITY]);
  });

  it("orders names as people count", () => {
    expect(sorted(["run 10", "run 9", "Run 1"])).toEqual(["Run 1", "run 9", "run 10"]);
  });

  it("puts what is missing or NaN last in either direction", () => {
    expect(sorted([null, 2, Number.NaN, 1])).toEqual([1, 2, null, Number.NaN]);
    expect(sorted([null, 2, Number.NaN, 1], true)).toEqual([2, 1, null, Number.NaN]);
  });

  it("keeps the order of ties in either direction", () => {
    const rows = [
      { id: "a", value: 1 },
      { id: "b", value: 1 },
      { id: "c", value: 0 },
    ];
    expect(sortedBy(rows, (row) => row.value, true).map((row) => row.id)).toEqual(["a", "b", "c"]);
  });

  it("reads a parameter's text as a number where it is one", () => {
    expect(["1e-3", "0.1", "adam", "", null].map(sortableText)).toEqual([0.001, 0.1, "adam", "", null]);
  });
});
