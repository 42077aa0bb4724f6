import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "../../../../src/statistics/metrics/ranked/averagePrecision.ts";
import {
  averagePrecisionOneVersusRest,
  rocAucOneVersusOne,
  rocAucOneVersusRest,
} from "../../../../src/statistics/metrics/ranked/multiclassRocAuc.ts";
import { rocAuc } from "../../../../src/statistics/metrics/ranked/rocAuc.ts";
import { sortedOrder } from "../../../../src/statistics/metrics/ranked/sortedOrder.ts";
import { uniforms } from "../golden/generator.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

describe("measures of scores", () => {
  it.each(golden.ranked)("agree with scikit-learn: $name", ({ labels, scores, weights, auc, averagePrecision: ap }) => {
    expectMeasure(rocAuc(labels, scores, weights), auc);
    expectMeasure(averagePrecision(labels, scores, weights), ap);
  });

  it.each(golden.multiclass)(
    "of several classes agree with scikit-learn: $name",
    ({ labels, classes, table, ...wanted }) => {
      const scores = { classes, values: table };
      expectMeasure(rocAucOneVersusRest(labels, scores, "macro", wanted.weights), wanted.restMacro);
      expectMeasure(rocAucOneVersusRest(labels, scores, "weighted", wanted.weights), wanted.restWeighted);
      expectMeasure(rocAucOneVersusOne(labels, scores, "macro"), wanted.oneMacro);
      expectMeasure(rocAucOneVersusOne(labels, scores, "weighted"), wanted.oneWeighted);
      expectMeasure(averagePrecisionOneVersusRest(labels, scores, "macro", wanted.weights), wanted.precisionMacro);
      expectMeasure(
        averagePrecisionOneVersusRest(labels, scores, "weighted", wanted.weights),
        wanted.precisionWeighted,
      );
    },
  );

  it("say why they are undefined", () => {
    const [ones, scores] = [Uint8Array.of(1, 1), Float64Array.of(0.2, 0.3)];
    expect(rocAuc(ones, scores)).toEqual({ value: null, reason: "no row is negative" });
    expect(averagePrecision(Uint8Array.of(0, 0), scores)).toEqual({ value: null, reason: "no row is positive" });
    expect(rocAuc(new Uint8Array(), new Float64Array())).toEqual({ value: null, reason: "there are no rows" });
    expect(rocAuc(Uint8Array.of(1, 0), Float64Array.of(Number.NaN, 1))).toEqual({
      value: null,
      reason: "1 of 2 scores is not a number",
    });
    expect(rocAuc(Uint8Array.of(1, 0), scores, Float64Array.of(0, 0))).toEqual({
      value: null,
      reason: "all weights are 0",
    });
    const table = { classes: 3, values: Float64Array.of(0.2, 0.3, 0.5, 0.5, 0.3, 0.2) };
    for (const measure of [rocAucOneVersusRest, rocAucOneVersusOne]) {
      expect(measure(Uint8Array.of(0, 2), table, "macro")).toEqual({
        value: null,
        reason: "1 of 3 classes has no rows",
      });
    }
  });
});

describe("the order of scores", () => {
  it("is the numbers' order, equal ones as they came, in the fast way too", () => {
    const special = [0, -0, -1e-320, 1e-320, Number.NEGATIVE_INFINITY, Number.MAX_VALUE, -3, 1.5, -1.5];
    const large = uniforms(3, 9000).map((u, i) => (i % 5 === 0 ? (special[i % 9] ?? 0) : Math.round(u * 500) - 250));
    const isBefore = (values: Float64Array, a: number, b: number): boolean =>
      (values[a] ?? 0) < (values[b] ?? 0) || (values[a] === values[b] && a < b);
    const expectSorted = (values: Float64Array): void => {
      const order = sortedOrder(values);
      expect(new Set(order).size).toBe(values.length);
      expect(order.every((row, k) => k === 0 || isBefore(values, order[k - 1] ?? 0, row))).toBe(true);
    };
    expectSorted(large);
    fc.assert(fc.property(fc.float64Array({ noNaN: true }), expectSorted));
  });
});
