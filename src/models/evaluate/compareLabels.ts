import { compareFiguresBySums } from "../../statistics/comparison/bootstrapped.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { countColumns, countsOf } from "../../statistics/intervals/multilabelEstimates.ts";
import { labelRankingPrecisions } from "../../statistics/metrics/multilabel/labelRanking.ts";
import { type LabelSets, macroF1, microF1, multilabelRows } from "../../statistics/metrics/multilabel/multilabel.ts";
import type { Found } from "./comparisons.ts";

interface Told {
  readonly answers: LabelSets;
  readonly scores: Float64Array;
}

/** Two models that give rows labels, on the same rows, by the bootstrap with shared resamples. */
export function compareLabels(
  actual: LabelSets,
  first: Told,
  second: Told,
  resampling: Resampling = usualResampling,
): Found[] {
  const [a, b] = [multilabelRows(actual, first.answers), multilabelRows(actual, second.answers)];
  if ("reason" in a || "reason" in b) return [];
  const [rankedFirst, rankedSecond] = [first, second].map(({ scores }) => labelRankingPrecisions(actual, scores));
  const isRanked = rankedFirst instanceof Float64Array && rankedSecond instanceof Float64Array;
  const columnsOf = (rows: typeof a, told: Told, ranked: Float64Array): Float64Array[] => [
    rows.subset,
    rows.samplesF1,
    rows.hamming,
    ranked,
    ...countColumns(actual, told.answers),
  ];
  const none = new Float64Array(a.subset.length);
  const figures = ([subset = 0, samples = 0, hamming = 0, ranked = 0, ...counts]: Float64Array, rows: number) => [
    subset / rows,
    microF1(countsOf(counts)).value ?? Number.NaN,
    macroF1(countsOf(counts)).value ?? Number.NaN,
    samples / rows,
    hamming / rows,
    ranked / rows,
  ];
  const found = compareFiguresBySums(
    columnsOf(a, first, isRanked ? rankedFirst : none),
    columnsOf(b, second, isRanked ? rankedSecond : none),
    figures,
    resampling,
  );
  return names.flatMap(([name, goal], i): Found[] =>
    name === "lrap" && !isRanked ? [] : [{ name, goal, comparison: found[i] ?? null }],
  );
}

const names = [
  ["subset_accuracy", "max"],
  ["micro_f1", "max"],
  ["macro_f1", "max"],
  ["samples_f1", "max"],
  ["hamming_loss", "min"],
  ["lrap", "max"],
] as const;
