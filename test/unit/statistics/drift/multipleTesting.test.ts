import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, holm } from "../../../../src/statistics/drift/multipleTesting.ts";
import { expectClose } from "../golden/close.ts";
import { golden } from "../golden/golden.ts";

describe("adjusting for many tests", () => {
  it.each(golden.adjusted)("agrees with SciPy on case %#", ({ p, ...wanted }) => {
    for (const [i, adjusted] of benjaminiHochberg(p).entries()) {
      expectClose(adjusted, wanted.benjaminiHochberg[i] ?? Number.NaN, 1e-12);
    }
    for (const [i, adjusted] of holm(p).entries()) expectClose(adjusted, wanted.holm[i] ?? Number.NaN, 1e-12);
  });

  it("never makes a p smaller, nor changes their order, and Holm's is the stricter", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        const [found, strict] = [benjaminiHochberg(p), holm(p)];
        const order = p.map((_, i) => i).sort((i, j) => (p[i] ?? 0) - (p[j] ?? 0));
        for (const [rank, i] of order.entries()) {
          expect(found[i]).toBeGreaterThanOrEqual(p[i] ?? 0);
          expect(found[i]).toBeLessThanOrEqual((strict[i] ?? 0) + 1e-12);
          const before = order[rank - 1];
          if (before !== undefined) expect(found[i]).toBeGreaterThanOrEqual(found[before] ?? 0);
        }
      }),
    );
  });

  it("adjusts nothing when nothing was tested", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(holm([])).toEqual([]);
  });
});
