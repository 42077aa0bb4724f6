import { describe, expect, it } from "vitest";
import { MetricFigure } from "../../../../src/protocol/metricEntities.ts";
import { compareByConfusion } from "../../../../src/statistics/comparison/bootstrapped.ts";
import { pairedRights } from "../../../../src/statistics/comparison/mcnemar.ts";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { classBaseline } from "../../../../src/statistics/metrics/baselines.ts";
import {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
} from "../../../../src/statistics/metrics/classification/accuracy.ts";
import {
  averageScores,
  classScoreNames,
  scoresOfClass,
} from "../../../../src/statistics/metrics/classification/classScores.ts";
import {
  type ConfusionMatrix,
  confusionMatrix,
  countInto,
  emptyConfusionMatrix,
} from "../../../../src/statistics/metrics/classification/confusionMatrix.ts";
import { fairness } from "../../../../src/statistics/metrics/fairness.ts";
import { labelCounts } from "../../../../src/statistics/metrics/multilabel/multilabel.ts";
import { calibrationCurve } from "../../../../src/statistics/metrics/probabilities/calibration.ts";
import { logLoss } from "../../../../src/statistics/metrics/probabilities/rowLosses.ts";
import { rocAucOneVersusRest } from "../../../../src/statistics/metrics/ranked/multiclassRocAuc.ts";
import { placements } from "../../../../src/statistics/metrics/ranked/placements.ts";
import { rankedCounts } from "../../../../src/statistics/metrics/ranked/rankedCounts.ts";
import { expectClose } from "../golden/close.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

const matrixOf = (labels: number[], predictions: number[], classes = 2): ConfusionMatrix =>
  confusionMatrix(Uint32Array.from(labels), Uint32Array.from(predictions), classes);

describe("measures of predicted classes", () => {
  it.each(golden.classification)("agree with scikit-learn: $name", (wanted) => {
    const matrix = confusionMatrix(wanted.labels, wanted.predictions, wanted.classes, wanted.weights);
    expect(matrix.cells).toEqual(wanted.confusion);
    expectMeasure(accuracy(matrix), wanted.accuracy);
    expectMeasure(balancedAccuracy(matrix), wanted.balancedAccuracy);
    // scikit-learn answers 0 where there is no correlation to be had.
    const correlation = matthewsCorrelation(matrix);
    if (correlation.value === null) expect(wanted.matthewsCorrelation).toBe(0);
    else expectMeasure(correlation, wanted.matthewsCorrelation);
    for (const [i, name] of classScoreNames.entries()) {
      for (const averaging of ["macro", "micro", "weighted"] as const) {
        expectMeasure(averageScores(matrix, averaging)[name], wanted[averaging][i]);
      }
      for (const [label, scores] of wanted.perClass.entries()) {
        const found = scoresOfClass(matrix, label)[name];
        // … and where nothing was predicted.
        if (found.value === null) expect(scores[i]).toBe(0);
        else expectMeasure(found, scores[i]);
      }
    }
  });

  it("count batch after batch as all at once", () => {
    const { labels, predictions, weights, classes, confusion } = golden.classification[3] ?? expect.fail();
    const matrix = emptyConfusionMatrix(classes);
    for (const [from, to] of [
      [0, 70],
      [70, 71],
      [71, 200],
    ] as const) {
      const part = weights?.subarray(from, to) ?? null;
      countInto(matrix, labels.subarray(from, to), predictions.subarray(from, to), part);
    }
    for (const [i, count] of matrix.cells.entries()) expectClose(count, confusion[i] ?? 0);
    expect(matrix).toMatchObject({ rows: 200, isWeighted: true });
  });

  it("say why they are undefined rather than 0 or NaN", () => {
    const empty = matrixOf([], []);
    for (const measure of [accuracy, balancedAccuracy, matthewsCorrelation]) {
      expect(measure(empty)).toEqual({ value: null, reason: "there are no rows" });
    }
    expect(averageScores(empty, "macro").f1).toEqual({ value: null, reason: "there are no rows" });
    const oneClass = matrixOf([1, 1, 1], [1, 0, 1]);
    expect(matthewsCorrelation(oneClass)).toEqual({ value: null, reason: "all rows have the same class" });
    expect(scoresOfClass(oneClass, 0).recall).toEqual({ value: null, reason: "no row has this class" });
    const onePrediction = matrixOf([1, 0, 1], [1, 1, 1]);
    expect(matthewsCorrelation(onePrediction).value).toBeNull();
    expect(scoresOfClass(onePrediction, 0)).toEqual({
      precision: { value: null, reason: "no row was predicted as this class" },
      recall: { value: 0 },
      f1: { value: 0 },
    });
  });

  it("say which classes a mean counts as 0 or leaves out", () => {
    const matrix = matrixOf([0, 0, 1, 2], [0, 0, 0, 0], 4);
    expect(averageScores(matrix, "macro").precision).toEqual({
      value: 0.5 / 3,
      note: "2 classes never predicted count 0",
    });
    expect(balancedAccuracy(matrix)).toEqual({ value: 1 / 3, note: "1 of 4 classes has no rows" });
  });

  it("refuse a class that is not one of them", () => {
    expect(() => matrixOf([0, 2], [0, 0])).toThrow(new RangeError("Class 2 is not one of 2."));
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuse %f for a weight", (weight) => {
    const one = Uint8Array.of(1);
    expect(() => confusionMatrix(one, one, 2, Float64Array.of(weight))).toThrow(
      new RangeError(`${weight} is not a weight.`),
    );
  });

  it("refuse it everywhere, as it would be counted in the wrong place", () => {
    const [labels, two] = [Uint8Array.of(0, 1, 2), Uint8Array.of(0, 1, 1)];
    const table = { classes: 2, values: new Float64Array(6).fill(0.5) };
    const refused = new RangeError("Class 2 is not one of 2.");
    expect(() => compareByConfusion(labels, two, two, 2, () => 0, usualResampling)).toThrow(refused);
    expect(() => fairness(two, 2, labels, two, usualResampling)).toThrow(refused);
    expect(() => fairness(labels, 2, two, two, usualResampling)).toThrow(refused);
    expect(() => classBaseline(labels, 2)).toThrow(refused);
    expect(() => rocAucOneVersusRest(labels, table, "macro")).toThrow(refused);
    expect(() => logLoss(labels, table)).toThrow(refused);
    expect(() => rankedCounts(labels, new Float64Array(3))).toThrow(refused);
    expect(() => placements(labels, new Float64Array(3))).toThrow(refused);
    expect(() => calibrationCurve(labels, new Float64Array(3), "equal width", 5)).toThrow(refused);
    expect(() => pairedRights(labels, two)).toThrow(refused);
    expect(() => labelCounts({ classes: 3, values: labels }, { classes: 3, values: two })).toThrow(refused);
  });

  it("are figures as the protocol has them", () => {
    const figure = { name: "accuracy", ...accuracy(matrixOf([0, 1], [0, 0])), interval: null, rows: 2 };
    expect(MetricFigure.parse(figure)).toEqual(figure);
  });
});
