import { type Measure, measured, type Undefined, undefinedBecause } from "../metrics/measure.ts";
import { labelRankingPrecisions } from "../metrics/multilabel/labelRanking.ts";
import {
  type LabelCounts,
  type LabelSets,
  labelCounts,
  macroF1,
  microF1,
  multilabelRows,
} from "../metrics/multilabel/multilabel.ts";
import type { Bootstrapped, Resampling } from "./bootstrap.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";
import { type Estimate, estimate, noInterval } from "./interval.ts";
import { meanOf } from "./moments.ts";
import { bootstrapSums } from "./rowSums.ts";

export interface MultilabelEstimates {
  readonly microF1: Estimate;
  readonly macroF1: Estimate;
  readonly samplesF1: Estimate;
  readonly hammingLoss: Estimate;
  readonly subsetAccuracy: Estimate;
  /** Null where the model gives no scores. */
  readonly labelRankingPrecision: Estimate | null;
}

/** Measures of several labels a row with their intervals. `scores` are laid out as the labels. */
export function multilabelEstimates(
  labels: LabelSets,
  predictions: LabelSets,
  scores: Float64Array | null,
  resampling: Resampling,
): MultilabelEstimates | Undefined {
  const found = multilabelRows(labels, predictions);
  if ("reason" in found) return undefinedBecause(found.reason);
  const { classes } = labels;
  const rows = labels.values.length / classes;
  const ranking = scores === null ? null : labelRankingPrecisions(labels, scores);
  const precisions = ranking instanceof Float64Array ? ranking : null;
  // What all figures are made of, so that they are drawn at once.
  const columns = [
    found.samplesF1,
    found.hamming,
    found.subset,
    precisions ?? new Float64Array(rows),
    ...countColumns(labels, predictions),
  ];
  const figures = ([samples = 0, hamming = 0, subset = 0, ranked = 0, ...sums]: Float64Array, drawn: number) => {
    const counts = countsOf(sums);
    return [
      samples / drawn,
      hamming / drawn,
      subset / drawn,
      ranked / drawn,
      microF1(counts).value ?? Number.NaN,
      macroF1(counts).value ?? Number.NaN,
    ];
  };
  const [samples, hamming, subset, ranked, micro, macro] = bootstrapSums({ columns, figures }, resampling);
  const estimated = (measure: Measure, drawn: Bootstrapped | undefined): Estimate =>
    estimate(measure, rows, () =>
      drawn === undefined ? noInterval("there are no rows") : bootstrapInterval(drawn, resampling.confidence),
    );
  const mean = (values: Float64Array, note?: string): Measure => measured(meanOf(values), note);
  const emptyNote = `${found.empty} of ${rows} rows, which neither have nor got a label, count 0`;
  const counts = labelCounts(labels, predictions);
  return {
    microF1: estimated(microF1(counts), micro),
    macroF1: estimated(macroF1(counts), macro),
    samplesF1: estimated(mean(found.samplesF1, found.empty > 0 ? emptyNote : undefined), samples),
    hammingLoss: estimated(mean(found.hamming), hamming),
    subsetAccuracy: estimated(mean(found.subset), subset),
    labelRankingPrecision: ranking === null ? null : estimated("reason" in ranking ? ranking : mean(ranking), ranked),
  };
}

/** Of each label what F1 is made of, row by row: both, actual, predicted. */
export function countColumns({ classes, values }: LabelSets, predictions: LabelSets): Float64Array[] {
  const rows = values.length / classes;
  return Array.from({ length: classes }, (_, label) => {
    const column = (figure: (i: number) => number): Float64Array =>
      Float64Array.from({ length: rows }, (_, row) => figure(row * classes + label));
    return [
      column((i) => (values[i] ?? 0) & (predictions.values[i] ?? 0)),
      column((i) => values[i] ?? 0),
      column((i) => predictions.values[i] ?? 0),
    ];
  }).flat();
}

/** From the sums of these columns. */
export const countsOf = (sums: readonly number[]): LabelCounts[] =>
  Array.from({ length: sums.length / 3 }, (_, label) => ({
    both: sums[3 * label] ?? 0,
    actual: sums[3 * label + 1] ?? 0,
    predicted: sums[3 * label + 2] ?? 0,
  }));
