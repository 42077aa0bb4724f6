import { describe, expect, it } from "vitest";
import type { CategoryView } from "../../../../src/protocol/driftEntities.ts";
import { rowsBehind } from "../../../../src/protocol/driftReport/rowsBehind.ts";
import { sample } from "./sample.ts";

const { aspect, column } = sample;
const histogram = {
  edges: [0, 1, 2, 3, 4],
  reference: [0.4, 0.3, 0.2, 0.1],
  current: [0.1, 0.2, 0.3, 0.4],
  below: { reference: 0, current: 0 },
  above: { reference: 0, current: 0 },
};
const categories: CategoryView = {
  top: [
    { label: "a", reference: 50, current: 30 },
    { label: "b", reference: 50, current: 70 },
  ],
  others: { reference: 0, current: 0 },
  appeared: [],
  vanished: [],
  appearedCount: 0,
  vanishedCount: 0,
};

describe("the rows behind a change", () => {
  it("are those of the range that has grown", () => {
    const numbers = { isTime: false, histogram, quantiles: [] };
    expect(rowsBehind(column({ numbers }), "current")).toEqual({ filter: "2..4", words: "between 2 and 4" });
    expect(rowsBehind(column({ numbers: { ...numbers, isTime: true } }), "current")?.filter).toBe(
      "1970-01-01T00:00:02..1970-01-01T00:00:04",
    );
  });

  it("are, of the reference, those of the range that has shrunk", () => {
    const numbers = { isTime: false, histogram, quantiles: [] };
    expect(rowsBehind(column({ numbers }), "reference")?.filter).toBe("0..2");
  });

  it("are those of a new category, or of the one that has grown most", () => {
    expect(rowsBehind(column({ kind: "categories", categories }), "current")?.filter).toBe("=b");
    const appeared = [{ label: "c", reference: 0, current: 5 }];
    expect(rowsBehind(column({ kind: "categories", categories: { ...categories, appeared } }), "current")?.filter).toBe(
      "=c",
    );
  });

  it("are, of the reference, those of a category that is gone, or of the one that has shrunk most", () => {
    const of = (more: Partial<CategoryView>) =>
      rowsBehind(column({ kind: "categories", categories: { ...categories, ...more } }), "reference")?.filter;
    expect(of({})).toBe("=a");
    expect(of({ vanished: [{ label: "c", reference: 5, current: 0 }] })).toBe("=c");
  });

  it.each(["", " a", "x".repeat(200)])("are none where a filter can't tell the category: %j", (label) => {
    const appeared = [{ label, reference: 0, current: 5 }];
    expect(rowsBehind(column({ kind: "categories", categories: { ...categories, appeared } }), "current")).toBeNull();
  });

  it("are those without a value, on each side that has them", () => {
    const gone = [aspect({ of: "missing values" })];
    expect(rowsBehind(column({ aspects: gone, missing: { reference: 0, current: 9 } }), "current")?.filter).toBe(
      "null",
    );
    expect(rowsBehind(column({ aspects: gone, missing: { reference: 9, current: 0 } }), "current")).toBeNull();
    expect(rowsBehind(column({ aspects: gone, missing: { reference: 9, current: 0 } }), "reference")?.filter).toBe(
      "null",
    );
  });

  it("are none of a column that has not drifted, or of lengths", () => {
    const numbers = { isTime: false, histogram, quantiles: [] };
    expect(rowsBehind(column({ verdict: "no drift", numbers }), "current")).toBeNull();
    expect(rowsBehind(column({ kind: "text", numbers }), "current")).toBeNull();
  });
});
