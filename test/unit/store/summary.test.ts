import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePoints, mergeSummaries, type Summary, summaryOf, withPoint } from "../../../src/store/summary.ts";
import { anyPoint, distinct, naiveSummary } from "./points.ts";

const at = (step: number, time: number, value: number) => ({ step, time, value });
const latest = (...points: ReturnType<typeof at>[]) =>
  points.reduce<Summary | undefined>((summary, point) => withPoint(summary, point), undefined)?.last;

describe("the latest point", () => {
  it("is the one with the larger step, then the later time, then the larger value", () => {
    expect(latest(at(2, 1, 5), at(1, 9, 9))).toEqual(at(2, 1, 5));
    expect(latest(at(1, 2, 5), at(1, 1, 9))).toEqual(at(1, 2, 5));
    expect(latest(at(1, 1, 5), at(1, 1, 9))).toEqual(at(1, 1, 9));
  });

  it("counts NaN as 0, as MLflow does, and after a true 0", () => {
    expect(latest(at(1, 1, Number.NaN), at(1, 1, -1))).toEqual(at(1, 1, Number.NaN));
    expect(latest(at(1, 1, Number.NaN), at(1, 1, 1))).toEqual(at(1, 1, 1));
    expect(latest(at(1, 1, Number.NaN), at(1, 1, 0))).toEqual(at(1, 1, Number.NaN));
  });
});

describe("a summary", () => {
  it("equals what one finds by looking at every point, however they are grouped and ordered", () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 39 }), (some, cut) => {
        const points = distinct(some);
        const shuffled = [...points].sort((a, b) => Math.sin(a.time * 7 + a.step) - Math.sin(b.time * 7 + b.step));
        const halves = [shuffled.slice(0, cut), shuffled.slice(cut)];
        const [left, right] = halves.map((half) =>
          half.reduce<Summary | undefined>((summary, point) => withPoint(summary, point), undefined),
        );
        const merged = left === undefined || right === undefined ? (left ?? right) : mergeSummaries(left, right);
        expect(merged).toEqual(naiveSummary(points));
      }),
    );
  });

  it("has no smallest and largest value when all are NaN", () => {
    expect(summaryOf(at(0, 0, Number.NaN))).toMatchObject({ count: 1, nanCount: 1, min: null, max: null });
  });
});

describe("the order of points", () => {
  it("is total: two points are equal only when they are exact duplicates", () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, (a, b) => {
        expect(Math.sign(comparePoints(a, b)) + Math.sign(comparePoints(b, a))).toBe(0);
        const same = a.step === b.step && a.time === b.time && Object.is(a.value, b.value);
        expect(comparePoints(a, b) === 0).toBe(same);
      }),
    );
  });
});
