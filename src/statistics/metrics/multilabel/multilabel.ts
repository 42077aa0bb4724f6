import { mustBeBelow } from "../columns.ts";
import { type Measure, measured, type Undefined, undefinedBecause } from "../measure.ts";

/** Which of several labels each row has: 1 or 0 for label c of row i at `i * classes + c`. */
export interface LabelSets {
  readonly classes: number;
  readonly values: Uint8Array;
}

/** Figures of single rows, whose means are the measures of the same names. */
export interface RowScores {
  /** The share of labels that are wrong. */
  readonly hamming: Float64Array;
  /** 1 where all labels are right. */
  readonly subset: Float64Array;
  /** F1 of the row's own labels: 0 where it neither has nor got any, as scikit-learn's default. */
  readonly samplesF1: Float64Array;
  /** Rows that neither have nor got a label. */
  readonly empty: number;
}

/** @throws RangeError for tables of different shape */
export function multilabelRows(labels: LabelSets, predictions: LabelSets): RowScores | Undefined {
  const rows = rowsOf(labels, predictions);
  if (rows === 0) return undefinedBecause("there are no rows");
  const hamming = new Float64Array(rows);
  const subset = new Float64Array(rows);
  const samplesF1 = new Float64Array(rows);
  let empty = 0;
  for (let row = 0; row < rows; row++) {
    let [both, either] = [0, 0];
    for (let i = row * labels.classes; i < (row + 1) * labels.classes; i++) {
      const [label, prediction] = [labels.values[i] ?? 0, predictions.values[i] ?? 0];
      both += label & prediction;
      either += label + prediction;
    }
    const wrong = either - 2 * both;
    hamming[row] = wrong / labels.classes;
    subset[row] = wrong === 0 ? 1 : 0;
    samplesF1[row] = either === 0 ? 0 : (2 * both) / either;
    if (either === 0) empty++;
  }
  return { hamming, subset, samplesF1, empty };
}

/** Counts of one label over all rows. */
export interface LabelCounts {
  readonly both: number;
  readonly actual: number;
  readonly predicted: number;
}

export function labelCounts(labels: LabelSets, predictions: LabelSets): readonly LabelCounts[] {
  const rows = rowsOf(labels, predictions);
  return Array.from({ length: labels.classes }, (_, label) => {
    let [both, actual, predicted] = [0, 0, 0];
    for (let row = 0; row < rows; row++) {
      const i = row * labels.classes + label;
      actual += labels.values[i] ?? 0;
      predicted += predictions.values[i] ?? 0;
      both += (labels.values[i] ?? 0) & (predictions.values[i] ?? 0);
    }
    return { both, actual, predicted };
  });
}

/** F1 over all decisions together. */
export function microF1(counts: readonly LabelCounts[]): Measure {
  const [both, all] = [sum(counts, (count) => count.both), sum(counts, (count) => count.actual + count.predicted)];
  return all === 0 ? undefinedBecause("no row has or got a label") : measured((2 * both) / all);
}

/** The mean F1 of the labels; one that no row has or got counts 0, as scikit-learn's default, and the note says so. */
export function macroF1(counts: readonly LabelCounts[]): Measure {
  if (counts.length === 0) return undefinedBecause("there are no labels");
  const isUnused = ({ actual, predicted }: LabelCounts): boolean => actual + predicted === 0;
  const unused = counts.filter(isUnused).length;
  if (unused === counts.length) return undefinedBecause("no row has or got a label");
  const total = sum(counts, (one) => (isUnused(one) ? 0 : (2 * one.both) / (one.actual + one.predicted)));
  const note = unused === 0 ? undefined : `${unused} of ${counts.length} labels, which no row has or got, count 0`;
  return measured(total / counts.length, note);
}

function sum(counts: readonly LabelCounts[], figure: (counts: LabelCounts) => number): number {
  return counts.reduce((total, one) => total + figure(one), 0);
}

function rowsOf(labels: LabelSets, predictions: LabelSets): number {
  if (labels.classes !== predictions.classes || labels.values.length !== predictions.values.length) {
    throw new RangeError("Labels and predictions have different shapes.");
  }
  mustBeBelow(2, labels.values, predictions.values);
  return labels.values.length / labels.classes;
}
