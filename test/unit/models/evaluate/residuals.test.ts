import { describe, expect, it } from "vitest";
import { residualsOf } from "../../../../src/models/evaluate/residuals.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe("the errors of a regression", () => {
  it("are counted in cells by answer and error, all rows or said to lie outside", () => {
    const answers = Float64Array.from({ length: 5000 }, (_, row) => row / 100);
    const truths = answers.map((answer, row) => answer - Math.sin(row));
    truths[7] = -1e9;
    const found = residualsOf(truths, answers);
    expect(sum(found?.cells.flat() ?? []) + (found?.outside ?? 0)).toBe(5000);
    expect(found?.outside).toBeLessThan(150);
    const { bins = [], below = 0, above = 0 } = found?.histogram ?? {};
    expect(sum(bins.map(({ count }) => count)) + below + above).toBe(5000);
    expect(above).toBeGreaterThanOrEqual(1);
  });

  it("have 0 in the middle, and the answer minus the truth above it", () => {
    const found = residualsOf(Float64Array.of(0, 0, 0, 0), Float64Array.of(1, 2, 3, 4));
    expect(found?.y.low).toBe(-(found?.y.high ?? 0));
    const middle = (found?.cells.length ?? 0) / 2;
    expect(sum(found?.cells.slice(0, middle).flat() ?? [])).toBe(0);
  });

  it("have a place where all answers are equal, and none where no answer is wrong", () => {
    expect(residualsOf(Float64Array.of(1, 3), Float64Array.of(2, 2))?.x).toEqual({ low: 1.5, high: 2.5 });
    expect(residualsOf(Float64Array.of(1, 3), Float64Array.of(1, 3))).toBeNull();
    expect(residualsOf(new Float64Array(), new Float64Array())).toBeNull();
  });
});
