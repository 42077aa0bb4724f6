import type { EvaluationFigure } from "../../protocol/evaluationEntities.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { confusionEstimates } from "../../statistics/intervals/confusionEstimates.ts";
import { type Estimate, estimate, noInterval } from "../../statistics/intervals/interval.ts";
import { meanEstimate } from "../../statistics/intervals/meanEstimate.ts";
import { multiclassRocAucEstimate } from "../../statistics/intervals/multiclassRocAuc.ts";
import { regressionEstimates } from "../../statistics/intervals/regressionEstimates.ts";
import { scoreEstimates } from "../../statistics/intervals/scoreEstimates.ts";
import { confusionMatrix } from "../../statistics/metrics/classification/confusionMatrix.ts";
import type { Labels } from "../../statistics/metrics/columns.ts";
import type { Undefined } from "../../statistics/metrics/measure.ts";
import { type BinaryLosses, binaryLosses } from "../../statistics/metrics/probabilities/binaryLosses.ts";
import { calibrationCurve, expectedCalibrationError } from "../../statistics/metrics/probabilities/calibration.ts";
import type { ProbabilityTable } from "../../statistics/metrics/probabilities/probabilityTable.ts";
import { brierLosses, logLosses } from "../../statistics/metrics/probabilities/rowLosses.ts";
import type { RankedRows } from "./ranked.ts";

/** Bins of the calibration curve, with as many rows each. */
export const calibrationBins = 10;

const figure = (name: string, found: Estimate): EvaluationFigure => ({ name, ...found });

/** What is told of predicted yes and no. @param rows take less time where they are sorted by score */
export function binaryFigures(
  { labels, answers, scores }: RankedRows,
  resampling: Resampling = usualResampling,
): EvaluationFigure[] {
  const hard = confusionEstimates(confusionMatrix(labels, answers, 2), resampling);
  const positive = hard.perClass[1];
  const ranking = scores === null ? null : scoreEstimates(labels, scores, resampling);
  const soft =
    scores === null || ranking === null
      ? []
      : [
          figure("roc_auc", ranking.rocAuc),
          figure("average_precision", ranking.averagePrecision),
          ...lossFigures(binaryLosses(labels, scores), labels.length, resampling),
          figure("calibration_error", calibrationError(labels, scores)),
        ];
  return [
    ...soft.slice(0, 2),
    figure("accuracy", hard.accuracy),
    figure("balanced_accuracy", hard.balancedAccuracy),
    ...(positive === undefined
      ? []
      : [figure("precision", positive.precision), figure("recall", positive.recall), figure("f1", positive.f1)]),
    figure("mcc", hard.matthewsCorrelation),
    ...soft.slice(2),
  ];
}

/** What is told of predicted classes. @param table probabilities in the order of the classes, where the model has them */
export function multiclassFigures(
  labels: Labels,
  answers: Labels,
  classes: number,
  table: ProbabilityTable | null,
  resampling: Resampling = usualResampling,
): EvaluationFigure[] {
  const { accuracy, balancedAccuracy, matthewsCorrelation, macro, weighted } = confusionEstimates(
    confusionMatrix(labels, answers, classes),
    resampling,
  );
  const averaged = (prefix: string, scores: typeof macro) => [
    figure(`${prefix}_precision`, scores.precision),
    figure(`${prefix}_recall`, scores.recall),
    figure(`${prefix}_f1`, scores.f1),
  ];
  const { confidence } = resampling;
  return [
    figure("accuracy", accuracy),
    figure("balanced_accuracy", balancedAccuracy),
    figure("mcc", matthewsCorrelation),
    ...averaged("macro", macro),
    ...averaged("weighted", weighted),
    ...(table === null
      ? []
      : [
          figure("roc_auc_ovr", multiclassRocAucEstimate(labels, table, "macro", "one versus rest", confidence)),
          figure("roc_auc_ovo", multiclassRocAucEstimate(labels, table, "macro", "one versus one", confidence)),
          ...lossFigures(tableLosses(labels, table), labels.length, resampling),
        ]),
  ];
}

/** What is told of predicted numbers. */
export function regressionFigures(
  labels: Float64Array,
  answers: Float64Array,
  resampling: Resampling = usualResampling,
): EvaluationFigure[] {
  const found = regressionEstimates(labels, answers, null, resampling);
  return [
    figure("mae", found.meanAbsoluteError),
    figure("rmse", found.rootMeanSquaredError),
    figure("r2", found.r2),
    figure("median_absolute_error", found.medianAbsoluteError),
    figure("mape", found.meanAbsolutePercentageError),
    figure("mean_error", found.meanError),
    figure("max_error", found.maxError),
  ];
}

function tableLosses(labels: Labels, table: ProbabilityTable): BinaryLosses | Undefined {
  const [log, brier] = [logLosses(labels, table), brierLosses(labels, table)];
  if ("reason" in log) return log;
  return "reason" in brier ? brier : { log, brier };
}

function lossFigures(losses: BinaryLosses | Undefined, rows: number, resampling: Resampling): EvaluationFigure[] {
  if ("reason" in losses) {
    const none = estimate(losses, rows, () => noInterval(losses.reason));
    return [figure("log_loss", none), figure("brier", none)];
  }
  return [
    figure("log_loss", meanEstimate(losses.log, null, resampling, "log losses")),
    figure("brier", meanEstimate(losses.brier, null, resampling, "Brier scores")),
  ];
}

function calibrationError(labels: Labels, scores: Float64Array): Estimate {
  const found = expectedCalibrationError(calibrationCurve(labels, scores, "equal mass", calibrationBins));
  return estimate(found, labels.length, () => noInterval("see what chance alone makes of it, beside the curve"));
}
