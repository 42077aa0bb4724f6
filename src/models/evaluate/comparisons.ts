import type { EvaluationComparison } from "../../protocol/evaluationEntities.ts";
import { formatNumber } from "../../protocol/format.ts";
import { compareBalancedAccuracies } from "../../statistics/comparison/balancedAccuracies.ts";
import { compareByConfusion, compareBySums } from "../../statistics/comparison/bootstrapped.ts";
import type { Comparison } from "../../statistics/comparison/comparison.ts";
import { compareAccuracies, pairedRights } from "../../statistics/comparison/mcnemar.ts";
import { compareAveragePrecisions, compareMulticlassRocAucs } from "../../statistics/comparison/rankings.ts";
import { compareRocAucs } from "../../statistics/comparison/rocAucs.ts";
import {
  type SampleSize,
  sampleSizeOfAccuracies,
  sampleSizeOfDifference,
} from "../../statistics/comparison/sampleSize.ts";
import { adjustedPs, verdictOn } from "../../statistics/comparison/verdict.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { averageScoresOf, scoresOfClassOf } from "../../statistics/metrics/classification/classScores.ts";
import type { Labels } from "../../statistics/metrics/columns.ts";
import type { Undefined } from "../../statistics/metrics/measure.ts";
import { type ProbabilityTable, twoClasses } from "../../statistics/metrics/probabilities/probabilityTable.ts";
import { brierLosses, logLosses } from "../../statistics/metrics/probabilities/rowLosses.ts";

/** Two of the same kind: the first is what the second is held against. */
export interface Pair<T> {
  readonly first: T;
  readonly second: T;
}

/** A metric of two models on the same rows, before it is put into words. */
export interface Found {
  readonly name: string;
  readonly goal: "max" | "min";
  readonly comparison: Comparison | Undefined | null;
  readonly sampleSize?: SampleSize | null;
  /** What is counted, where it is not rows. */
  readonly unit?: "queries";
}

/** @param answers of both models, as classes @param scores of the positive class */
export function compareBinary(
  labels: Labels,
  answers: Pair<Labels>,
  scores: Pair<Float64Array | null>,
  resampling: Resampling = usualResampling,
): Found[] {
  const f1 = compareByConfusion(
    labels,
    answers.first,
    answers.second,
    2,
    (margins) => scoresOfClassOf(margins, 1).f1.value ?? Number.NaN,
    resampling,
  );
  const hard = [...compareAnswers(labels, answers, 2, resampling.confidence), max("f1", f1)];
  const { first, second } = scores;
  if (first === null || second === null) return hard;
  return [
    compareScores(labels, { first, second }, resampling.confidence),
    max("average_precision", compareAveragePrecisions(labels, first, second, resampling)),
    ...hard,
    ...compareLosses(labels, { first: twoClasses(first), second: twoClasses(second) }, resampling),
  ];
}

/** By the areas under their ROC curves. @param scores of the positive class */
export const compareScores = (
  labels: Labels,
  { first, second }: Pair<Float64Array>,
  confidence: number = usualResampling.confidence,
): Found => max("roc_auc", compareRocAucs(labels, first, second, confidence));

export function compareClasses(
  labels: Labels,
  answers: Pair<Labels>,
  tables: Pair<ProbabilityTable | null>,
  classes: number,
  resampling: Resampling = usualResampling,
): Found[] {
  const macro = compareByConfusion(
    labels,
    answers.first,
    answers.second,
    classes,
    (margins) => averageScoresOf(margins, "macro").f1.value ?? Number.NaN,
    resampling,
  );
  const hard = [...compareAnswers(labels, answers, classes, resampling.confidence), max("macro_f1", macro)];
  const { first, second } = tables;
  if (first === null || second === null) return hard;
  const { confidence } = resampling;
  const auc = compareMulticlassRocAucs(labels, first, second, "macro", "one versus rest", confidence);
  return [...hard, max("roc_auc_ovr", auc), ...compareLosses(labels, { first, second }, resampling)];
}

export function compareNumbers(
  labels: Float64Array,
  { first, second }: Pair<Float64Array>,
  resampling: Resampling = usualResampling,
): Found[] {
  const errors = (answers: Float64Array, of: (error: number) => number): Float64Array =>
    labels.map((label, row) => of((answers[row] ?? Number.NaN) - label));
  const by = (name: string, of: (error: number) => number, figure: (mean: number) => number): Found =>
    min(
      name,
      compareBySums([errors(first, of)], [errors(second, of)], ([sum = 0], rows) => figure(sum / rows), resampling),
    );
  return [by("mae", Math.abs, (mean) => mean), by("rmse", (error) => error ** 2, Math.sqrt)];
}

const max = (name: string, comparison: Found["comparison"]): Found => ({ name, goal: "max", comparison });
const min = (name: string, comparison: Found["comparison"]): Found => ({ name, goal: "min", comparison });

function compareAnswers(labels: Labels, { first, second }: Pair<Labels>, classes: number, confidence: number): Found[] {
  const isRight = (answers: Labels): Uint8Array =>
    Uint8Array.from(labels, (label, row) => (answers[row] === label ? 1 : 0));
  return [
    compareRights({ first: isRight(first), second: isRight(second) }, confidence),
    max("balanced_accuracy", compareBalancedAccuracies(labels, first, second, classes, confidence)),
  ];
}

/** By their shares of right answers. @param rights 1 for each row with a right answer */
export function compareRights(
  { first, second }: Pair<Uint8Array>,
  confidence: number = usualResampling.confidence,
): Found {
  const rights = pairedRights(first, second);
  return { ...max("accuracy", compareAccuracies(rights, confidence)), sampleSize: sampleSizeOfAccuracies(rights) };
}

/** By their mean absolute errors. @param errors absolute, of each row */
export function compareErrors({ first, second }: Pair<Float64Array>, resampling: Resampling = usualResampling): Found {
  return min(
    "mae",
    compareBySums([first], [second], ([sum = 0], rows) => sum / rows, resampling),
  );
}

function compareLosses(labels: Labels, { first, second }: Pair<ProbabilityTable>, resampling: Resampling): Found[] {
  const by = (name: string, losses: typeof logLosses): Found => {
    const [a, b] = [losses(labels, first), losses(labels, second)];
    if (!(a instanceof Float64Array)) return min(name, a);
    if (!(b instanceof Float64Array)) return min(name, b);
    return min(
      name,
      compareBySums([a], [b], ([sum = 0], rows) => sum / rows, resampling),
    );
  };
  return [by("log_loss", logLosses), by("brier", brierLosses)];
}

/** The comparisons with what can be said of each. p values are adjusted by Holm's method over all of them. */
export const inWords = (found: readonly Found[], names: Pair<string>): EvaluationComparison[] =>
  eachInWords(found, names).filter((comparison) => comparison !== null);

/** The same, with null in the place of what can't be told. */
export function eachInWords(found: readonly Found[], names: Pair<string>): (EvaluationComparison | null)[] {
  const comparisons = found.map(({ comparison }) =>
    comparison === null || "reason" in comparison ? null : comparison,
  );
  const known = comparisons.filter((comparison) => comparison !== null);
  const adjusted = adjustedPs(known);
  return found.map(({ name, goal, sampleSize, unit }, i) => {
    const comparison = comparisons[i] ?? null;
    if (comparison === null) return null;
    const adjustedP = adjusted[known.indexOf(comparison)] ?? null;
    const verdict = verdictOn(comparison, {
      metric: name,
      ...names,
      goal,
      unit,
      adjustedP,
      comparisons: known.length,
      sampleSize: sampleSize === undefined ? sampleSizeOfDifference(comparison) : sampleSize,
      format: formatNumber,
    });
    return { name, goal, ...comparison, adjustedP, ...verdict };
  });
}
