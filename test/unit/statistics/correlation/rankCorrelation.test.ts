import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankedColumn, spearmanOfPair } from "../../../../src/statistics/correlation/rankCorrelation.ts";
import { spearman } from "../../../../src/statistics/metrics/similarity/correlation.ts";
import { expectClose } from "../golden/close.ts";

const rho = (a: readonly number[], b: readonly number[]): number | null =>
  spearmanOfPair(rankedColumn(Float64Array.from(a)), rankedColumn(Float64Array.from(b)));

describe("Spearman's coefficient of columns with gaps", () => {
  it("is that of the rows that have both values", () => {
    const value = fc.oneof(
      fc.constant(Number.NaN),
      fc.integer({ min: -4, max: 4 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 80 }), (rows) => {
        const both = rows.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
        const [as, bs] = [both.map(([a]) => a), both.map(([, b]) => b)];
        const wanted = both.length === 0 ? null : spearman(Float64Array.from(as), Float64Array.from(bs)).value;
        const found = rho(
          rows.map(([a]) => a),
          rows.map(([, b]) => b),
        );
        if (wanted === null) expect(found).toBeNull();
        else expectClose(found ?? undefined, wanted, 1e-9, 1e-12);
      }),
    );
  });

  it("is null without two different values on both sides", () => {
    expect(rho([], [])).toBeNull();
    expect(rho([1], [2])).toBeNull();
    expect(rho([1, 2, Number.NaN], [5, 5, 6])).toBeNull();
    expect(rho([1, 2, 3], [5, 5, 6])).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  // As SciPy's `spearmanr`; the measure that the property above is held to refuses infinities.
  it("ranks infinities as the largest and smallest values", () => {
    expect(rho([0, -1, 3], [Number.NEGATIVE_INFINITY, -5, Number.POSITIVE_INFINITY])).toBe(0.5);
    expect(rho([0, -5e-324], [Number.NEGATIVE_INFINITY, 0])).toBe(-1);
  });

  it("takes 0 and −0 as equal", () => {
    expect(rho([0, -0, 1], [1, 1, 2])).toBe(1);
  });
});
