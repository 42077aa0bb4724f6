import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fisherExact } from "../../../../src/statistics/drift/fisherExact.ts";
import type { Proportion } from "../../../../src/statistics/drift/proportion.ts";
import { rateChange, wilsonInterval } from "../../../../src/statistics/drift/proportions.ts";
import { expectClose } from "../golden/close.ts";
import { golden } from "../golden/golden.ts";

const cases = golden.proportions.map(({ reference, current, ...wanted }) => ({
  reference: { count: reference[0], size: reference[1] },
  current: { count: current[0], size: current[1] },
  ...wanted,
}));

const proportion: fc.Arbitrary<Proportion> = fc
  .integer({ min: 1, max: 200 })
  .chain((size) => fc.nat(size).map((count) => ({ count, size })));

describe("a rate that may have changed", () => {
  it.each(cases)("agrees with SciPy on case %#", ({ reference, current, wilson, newcombe, p, fisher }) => {
    const interval = wilsonInterval(reference);
    expectClose(interval.low, wilson[0] ?? Number.NaN, 1e-12, 1e-15);
    expectClose(interval.high, wilson[1] ?? Number.NaN, 1e-12);
    const change = rateChange(reference, current);
    expectClose(change?.interval.low, newcombe[0] ?? Number.NaN, 1e-9, 1e-15);
    expectClose(change?.interval.high, newcombe[1] ?? Number.NaN, 1e-9, 1e-15);
    expectClose(change?.p, p);
    expectClose(fisherExact(reference, current), fisher);
  });

  it("lies within its interval, and has the same p the other way round", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const change = rateChange(a, b);
        expect(change?.interval.low).toBeLessThanOrEqual((change?.difference ?? 0) + 1e-12);
        expect(change?.interval.high).toBeGreaterThanOrEqual((change?.difference ?? 0) - 1e-12);
        expect(change?.p).toBeLessThanOrEqual(1);
        expectClose(rateChange(b, a)?.p, change?.p ?? Number.NaN, 1e-9);
      }),
    );
  });

  it("can't be told without rows", () => {
    expect(rateChange({ count: 0, size: 0 }, { count: 1, size: 2 })).toBeNull();
    expect(wilsonInterval({ count: 0, size: 0 })).toEqual({ low: 0, high: 1 });
  });

  it("is not significant where it can't differ", () => {
    expect(rateChange({ count: 0, size: 50 }, { count: 0, size: 9 })?.p).toBe(1);
    expect(rateChange({ count: 50, size: 50 }, { count: 9, size: 9 })?.p).toBe(1);
  });
});
