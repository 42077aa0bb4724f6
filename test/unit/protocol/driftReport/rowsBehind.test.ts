import { describe, expect, it } from "vitest";
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
const categories = {
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
    expect(rowsBehind(column({ numbers }))).toEqual({ filter: "2..4", words: "between 2 and 4" });
    expect(rowsBehind(column({ numbers: { ...numbers, isTime: true } }))?.filter).toBe(
      "1970-01-01T00:00:02..1970-01-01T00:00:04",
    );
  });

  it("are those of a new category, or of the one that has grown most", () => {
    expect(rowsBehind(column({ kind: "categories", categories }))?.filter).toBe("=b");
    const appeared = [{ label: "c", reference: 0, current: 5 }];
    expect(rowsBehind(column({ kind: "categories", categories: { ...categories, appeared } }))?.filter).toBe("=c");
  });

  it("are those without a value, when these have become more", () => {
    const gone = [aspect({ of: "missing values" })];
    expect(rowsBehind(column({ aspects: gone, missing: { reference: 0, current: 9 } }))?.filter).toBe("null");
    expect(rowsBehind(column({ aspects: gone, missing: { reference: 9, current: 0 } }))).toBeNull();
  });

  it("are none of a column that has not drifted, or of lengths", () => {
    const numbers = { isTime: false, histogram, quantiles: [] };
    expect(rowsBehind(column({ verdict: "no drift", numbers }))).toBeNull();
    expect(rowsBehind(column({ kind: "text", numbers }))).toBeNull();
  });
});
