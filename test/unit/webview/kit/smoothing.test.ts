import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smooth, smoothBy } from "../../../../webview/kit/smoothing.ts";

/** TensorBoard's own recurrence, for even gaps. */
function tensorBoard(values: readonly number[], weight: number): number[] {
  let last = 0;
  return values.map((value, index) => {
    last = last * weight + (1 - weight) * value;
    return last / (1 - weight ** (index + 1));
  });
}

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("smoothing", () => {
  it("equals TensorBoard's for even gaps", () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 2, maxLength: 200 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (ys, weight) => {
          const smoothed = smooth(
            ys.map((_, index) => index * 5),
            ys,
            weight,
          );
          tensorBoard(ys, weight).forEach((expected, index) => {
            expect(Math.abs((smoothed[index] ?? Number.NaN) - expected)).toBeLessThan(1e-3);
          });
        },
      ),
    );
  });

  it("leaves everything as it is with weight 0", () => {
    expect(smooth([0, 1, 2], [3, Number.NaN, 5], 0)).toEqual([3, Number.NaN, 5]);
  });

  it("starts at the first value, not at zero", () => {
    expect(smooth([0, 1], [10, 10], 0.9)[0]).toBe(10);
  });

  it("stays within the values it has seen", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), (ys) => {
        const slack = 1e-6;
        for (const value of smooth(
          ys.map((_, index) => index ** 2),
          ys,
          0.95,
        )) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...ys) - slack);
          expect(value).toBeLessThanOrEqual(Math.max(...ys) + slack);
        }
      }),
    );
  });

  it("lets a far point forget more than a near one", () => {
    const [near, far] = [
      [0, 1, 10],
      [0, 9, 10],
    ].map((xs) => smooth(xs, [0, 1, 1], 0.9)[1] ?? 0);
    expect(far).toBeGreaterThan(near ?? 1);
  });

  it("steps over NaN and infinities", () => {
    const smoothed = smooth([0, 1, 2, 3], [4, Number.NaN, Number.POSITIVE_INFINITY, 4], 0.5);
    expect(smoothed).toEqual([4, Number.NaN, Number.POSITIVE_INFINITY, 4]);
  });

  it("averages points that share their place", () => {
    expect(smooth([7, 7], [1, 3], 0.5)).toEqual([1, expect.closeTo(7 / 3)]);
  });
});

describe.each(["gaussian", "mean"] as const)("smoothing by what lies around, %s", (smoother) => {
  const steps = (ys: readonly number[]): number[] => ys.map((_, index) => index);

  it("leaves a straight line straight where it has neighbours on both sides", () => {
    const line = Array.from({ length: 41 }, (_, index) => 2 * index);
    const smoothed = smoothBy(smoother, steps(line), line, 0.5);
    for (let index = 10; index <= 30; index += 1) expect(smoothed[index]).toBeCloseTo(2 * index, 9);
  });

  it("neither leads nor lags: a peak stays where it is", () => {
    const peak = [0, 0, 0, 0, 1, 0, 0, 0, 0];
    const smoothed = smoothBy(smoother, steps(peak), peak, 0.5);
    expect(smoothed[3]).toBeCloseTo(smoothed[5] ?? Number.NaN, 12);
    expect(Math.max(...smoothed)).toBe(smoothed[4]);
    expect(smoothed[4]).toBeLessThan(1);
  });

  it("stays within the values, and steps over NaN and infinities", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), (ys) => {
        for (const value of smoothBy(smoother, steps(ys), ys, 0.9)) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...ys) + 1e-6);
        }
      }),
    );
    expect(smoothBy(smoother, [0, 1, 2, 3], [4, Number.NaN, Number.POSITIVE_INFINITY, 4], 0.5)).toEqual([
      4,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      4,
    ]);
  });

  it("does nothing with strength 0, to one point, or to points that share their place", () => {
    expect(smoothBy(smoother, [0, 1], [3, 5], 0)).toEqual([3, 5]);
    expect(smoothBy(smoother, [7], [3], 0.9)).toEqual([3]);
    expect(smoothBy(smoother, [7, 7], [3, 5], 0.9)).toEqual([3, 5]);
  });
});

it("a running mean is the mean of the points in its window", () => {
  // Half of the strength looks one point around.
  expect(smoothBy("mean", [0, 1, 2, 3], [0, 3, 6, 0], 0.5)).toEqual([1.5, 3, 3, 3]);
});

it("a Gaussian weighs by the normal density, one mean gap wide with half of the strength", () => {
  const [near, far] = [Math.exp(-0.5), Math.exp(-2)];
  const smoothed = smoothBy("gaussian", [0, 1, 2], [1, 0, 0], 0.5);
  expect(smoothed[0]).toBeCloseTo(1 / (1 + near + far), 12);
  expect(smoothed[1]).toBeCloseTo(near / (1 + 2 * near), 12);
});
