import { wilsonInterval } from "../drift/proportions.ts";
import { accuracy, balancedAccuracyOf, matthewsCorrelationOf } from "../metrics/classification/accuracy.ts";
import {
  averageScoresOf,
  type ClassScoreName,
  classScoreNames,
  scoresOfClassOf,
} from "../metrics/classification/classScores.ts";
import {
  type ConfusionMatrix,
  type Margins,
  marginsOf,
  sparseMargins,
} from "../metrics/classification/confusionMatrix.ts";
import type { Measure } from "../metrics/measure.ts";
import { generatorOf } from "../random/generator.ts";
import { at } from "../special/at.ts";
import { bootstrap, type Resampling } from "./bootstrap.ts";
import { groupJackknifeSums, jackknifeGroups } from "./groupJackknife.ts";
import { type Estimate, estimate, type Interval, type IntervalOrReason, noInterval } from "./interval.ts";
import { addToMargins, marginsOfSums, marginWidth } from "./marginSums.ts";
import { type Part, recoveredMean } from "./recoveredMean.ts";
import type { Resampled } from "./resampled.ts";
import { mostResampledRows, resampledOf } from "./rowResampling.ts";
import { wilson, wilsonOfF1 } from "./wilson.ts";

export type ClassEstimates = Readonly<Record<ClassScoreName, Estimate>>;

/** What a confusion matrix of whole rows says of a classifier. */
export interface ConfusionEstimates {
  readonly accuracy: Estimate;
  readonly balancedAccuracy: Estimate;
  readonly matthewsCorrelation: Estimate;
  readonly macro: ClassEstimates;
  readonly weighted: ClassEstimates;
  readonly perClass: readonly ClassEstimates[];
}

/**
 * All measures of predicted classes with their intervals, which weighted rows have not: Wilson's for shares of rows, Zou and Donner's for means of
 * them over classes, the bootstrap over the matrix's cells for the rest. The average "micro" is the accuracy.
 */
export function confusionEstimates(matrix: ConfusionMatrix, resampling: Resampling): ConfusionEstimates {
  const margins = marginsOf(matrix);
  const { right, actual, predicted } = margins;
  const { rows, isWeighted } = matrix;
  const unweighted = (interval: () => IntervalOrReason) => (): IntervalOrReason =>
    isWeighted ? noInterval("the rows are weighted") : interval();
  const { confidence } = resampling;
  const resampled = resampledFigures(matrix, isWeighted ? null : resampling);
  const ofResamples = (measure: Measure, index: number): Estimate => {
    const found = resampled[index];
    return estimate(measure, rows, () =>
      found?.interval ? { interval: found.interval } : noInterval(found?.intervalReason ?? "the rows are weighted"),
    );
  };
  const averaged = (averaging: "macro" | "weighted", start: number): ClassEstimates => {
    const scores = averageScoresOf(margins, averaging);
    return byScore((name) => ofResamples(scores[name], start + classScoreNames.indexOf(name)));
  };
  const macroScores = averageScoresOf(margins, "macro");
  const macroShare = (name: "precision" | "recall"): Estimate =>
    estimate(
      macroScores[name],
      rows,
      unweighted(() => ({ interval: meanShareInterval(margins, name, confidence) })),
    );
  const macro = averaged("macro", 1);
  const ofClass = (label: number): ClassEstimates => {
    const scores = scoresOfClassOf(margins, label);
    const [hit, all, called] = [at(right, label), at(actual, label), at(predicted, label)];
    const rowsOf = (count: number): number => (isWeighted ? rows : count);
    return {
      precision: estimate(
        scores.precision,
        rowsOf(called),
        unweighted(() => wilson(hit, called, confidence)),
      ),
      recall: estimate(
        scores.recall,
        rowsOf(all),
        unweighted(() => wilson(hit, all, confidence)),
      ),
      f1: estimate(
        scores.f1,
        rowsOf(all + called - hit),
        unweighted(() => wilsonOfF1(hit, all + called - 2 * hit, confidence)),
      ),
    };
  };
  const hits = right.reduce((sum, count) => sum + count, 0);
  return {
    accuracy: estimate(
      accuracy(matrix),
      rows,
      unweighted(() => wilson(hits, rows, confidence)),
    ),
    balancedAccuracy: estimate(
      balancedAccuracyOf(margins),
      rows,
      unweighted(() => ({ interval: meanRecallInterval(margins, confidence) })),
    ),
    matthewsCorrelation: ofResamples(matthewsCorrelationOf(margins), 0),
    macro: {
      precision: macroShare("precision"),
      recall: macroShare("recall"),
      f1: macro.f1,
    },
    weighted: averaged("weighted", 1 + classScoreNames.length),
    perClass: Array.from({ length: matrix.classes }, (_, label) => ofClass(label)),
  };
}

/** Precision, or recall, of different classes is of different rows; one of no rows could be anything. */
function meanShareInterval(margins: Margins, name: "precision" | "recall", confidence: number): Interval {
  const { right, actual, predicted } = margins;
  const of = name === "precision" ? predicted : actual;
  const present = Array.from(of.keys()).filter((label) => at(actual, label) + at(predicted, label) > 0);
  const parts = present.map((label) => sharePart(at(right, label), at(of, label), confidence));
  return recoveredMean(parts, confidence, `Wilson's of the ${name}`);
}

function meanRecallInterval({ right, actual }: Margins, confidence: number): Interval {
  const present = Array.from(actual.keys()).filter((label) => at(actual, label) > 0);
  const parts = present.map((label) => sharePart(at(right, label), at(actual, label), confidence));
  return recoveredMean(parts, confidence, "Wilson's of the recall");
}

function sharePart(count: number, size: number, confidence: number): Part {
  return { value: size === 0 ? 0 : count / size, ...wilsonInterval({ count, size }, confidence) };
}

/** MCC, then the scores' averages, with intervals; nothing without a resampling. */
function resampledFigures(matrix: ConfusionMatrix, resampling: Resampling | null): readonly Resampled[] {
  const { classes, cells } = matrix;
  const occupied = Uint32Array.from(cells.keys()).filter((cell) => at(cells, cell) > 0);
  if (resampling === null || occupied.length === 0) return [];
  if (occupied.length > mostResampledRows) return jackknifedFigures(matrix, occupied, resampling);
  const all = bootstrap(
    Float64Array.from(occupied, (cell) => at(cells, cell)),
    (weights) => figuresOf(sparseMargins(classes, occupied, weights)),
    resampling,
  );
  return all.map((one) => resampledOf(one, resampling.confidence));
}

/** Many classes make too many cells to resample each. */
function jackknifedFigures(
  { classes, cells }: ConfusionMatrix,
  occupied: Uint32Array,
  { seed, confidence }: Resampling,
): readonly Resampled[] {
  const { index } = generatorOf(seed);
  const width = marginWidth(classes);
  const table = new Float64Array(jackknifeGroups * width);
  for (const cell of occupied) {
    for (let row = 0; row < at(cells, cell); row++) addToMargins(table, index(jackknifeGroups) * width, classes, cell);
  }
  return groupJackknifeSums(table, (sums) => figuresOf(marginsOfSums(sums, 0, classes)), confidence);
}

function figuresOf(margins: Margins): readonly number[] {
  const [macro, weighted] = [averageScoresOf(margins, "macro"), averageScoresOf(margins, "weighted")];
  const measures = [
    matthewsCorrelationOf(margins),
    ...classScoreNames.map((name) => macro[name]),
    ...classScoreNames.map((name) => weighted[name]),
  ];
  return measures.map(({ value }) => value ?? Number.NaN);
}

function byScore(score: (name: ClassScoreName) => Estimate): ClassEstimates {
  return { precision: score("precision"), recall: score("recall"), f1: score("f1") };
}
