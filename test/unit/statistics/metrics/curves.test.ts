import { describe, expect, it } from "vitest";
import {
  type Curve,
  gainCurve,
  liftCurve,
  precisionRecallCurve,
  rocCurve,
} from "../../../../src/statistics/metrics/curves/curves.ts";
import { thinned } from "../../../../src/statistics/metrics/curves/thinned.ts";
import type { Undefined } from "../../../../src/statistics/metrics/measure.ts";
import { type RankedCounts, rankedCounts } from "../../../../src/statistics/metrics/ranked/rankedCounts.ts";
import { areaOf } from "../../../../src/statistics/metrics/ranked/rocAuc.ts";
import { expectClose } from "../golden/close.ts";
import { uniforms } from "../golden/generator.ts";
import { golden } from "../golden/metrics.ts";

function known<T>(found: T | Undefined): T {
  if (typeof found === "object" && found !== null && "reason" in found) expect.fail(found.reason);
  return found as T;
}

const expectColumn = (found: ArrayLike<number>, wanted: readonly (number | null)[]): void => {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expectClose(found[i], value ?? Number.POSITIVE_INFINITY, 1e-9, 1e-12);
};

describe("curves over the thresholds", () => {
  const cases = golden.ranked.filter(({ auc }) => auc !== null);
  it.each(cases)("are scikit-learn's: $name", ({ labels, scores, weights, roc, precisionRecall }) => {
    const counts = known(rankedCounts(labels, scores, weights));
    const found = known(rocCurve(counts));
    for (const [i, column] of [found.x, found.y, found.thresholds].entries()) expectColumn(column, roc?.[i] ?? []);
    const other = known(precisionRecallCurve(counts));
    // scikit-learn goes up the thresholds, and leaves out what comes after recall is 1 no longer than it must.
    const [precision = [], recall = [], thresholds = []] = precisionRecall?.map((column) => column.toReversed()) ?? [];
    expectColumn(other.y, precision);
    expectColumn(other.x, recall);
    expectColumn(other.thresholds.subarray(1), thresholds);
  });

  it("show gain and lift over a random order", () => {
    const counts = known(rankedCounts(Uint8Array.of(1, 1, 0, 0, 0), Float64Array.of(5, 3, 4, 2, 1)));
    const gain = known(gainCurve(counts));
    expect([...gain.x]).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect([...gain.y]).toEqual([0, 0.5, 0.5, 1, 1, 1]);
    expectColumn(known(liftCurve(counts)).y, [2.5, 1.25, 5 / 3, 1.25, 1]);
  });

  it("are undefined for one class, and say so", () => {
    const counts = known(rankedCounts(Uint8Array.of(1, 1), Float64Array.of(1, 2)));
    for (const curve of [rocCurve, precisionRecallCurve, gainCurve, liftCurve]) {
      expect(curve(counts)).toEqual({ value: null, reason: "no row is negative" });
    }
  });
});

describe("a thinned curve", () => {
  const size = 20_000;
  const u = uniforms(8, 2 * size);
  const labels = Uint8Array.from({ length: size }, (_, i) => ((u[i] ?? 0) < 0.2 ? 1 : 0));
  const counts: RankedCounts = known(
    rankedCounts(
      labels,
      Float64Array.from(labels, (label, i) => label + 3 * (u[size + i] ?? 0)),
    ),
  );

  it("keeps its ends and few points, all of the curve, and stays close to it", () => {
    for (const curve of [known(rocCurve(counts)), known(precisionRecallCurve(counts))]) {
      const few = thinned(curve, 500);
      expect(few.x.length).toBeLessThanOrEqual(502);
      expect([few.x[0], few.y[0], few.x.at(-1), few.y.at(-1)]).toEqual([
        curve.x[0],
        curve.y[0],
        curve.x.at(-1),
        curve.y.at(-1),
      ]);
      const original = new Set(Array.from(curve.x, (x, i) => `${x} ${curve.y[i]}`));
      expect(Array.from(few.x, (x, i) => `${x} ${few.y[i]}`).every((point) => original.has(point))).toBe(true);
    }
  });

  it("has nearly the area of all points, which is the one that is shown", () => {
    const area = ({ x, y }: Curve): number =>
      x.reduce(
        (sum, right, i) => (i === 0 ? 0 : sum + ((right - (x[i - 1] ?? 0)) * ((y[i] ?? 0) + (y[i - 1] ?? 0))) / 2),
        0,
      );
    const curve = known(rocCurve(counts));
    expectClose(area(curve), areaOf(counts));
    expectClose(area(thinned(curve, 500)), areaOf(counts), 1e-3);
  });

  it("is the curve itself where that is short", () => {
    const curve = known(rocCurve(counts));
    expect(thinned(curve, 1e6)).toBe(curve);
  });
});
