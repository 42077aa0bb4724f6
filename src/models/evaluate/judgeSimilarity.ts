import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationFigure } from "../../protocol/evaluationEntities.ts";
import { compareBySums } from "../../statistics/comparison/bootstrapped.ts";
import { compareRocAucs } from "../../statistics/comparison/rocAucs.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import {
  correlationOf,
  correlationSums,
  pearsonEstimate,
  spearmanEstimate,
} from "../../statistics/intervals/correlationEstimates.ts";
import { meanOf, varianceOf } from "../../statistics/intervals/moments.ts";
import { scoreEstimates } from "../../statistics/intervals/scoreEstimates.ts";
import type { Answers } from "./answers.ts";
import type { Found } from "./comparisons.ts";
import { doubles } from "./gathered.ts";
import { compared, type Judged, type JudgedModel, sliced } from "./judgedModels.ts";
import { pick } from "./pick.ts";
import { scoreColumns } from "./predictionColumns.ts";
import { worstRows } from "./tellingRows.ts";

/** What is told of models whose embeddings are nearer the more alike two things are. Scores are cosines. */
export function judgeSimilarity({ truths, numbers, slices }: Answers, models: readonly JudgedModel[]): Judged {
  const told = models.map(cosinesOf);
  const [own] = told;
  if (own === undefined) throw new TypeError("There is no model.");
  const columns = scoreColumns(truths, told);
  const [likeness, nearness] = [standardised(truths), standardised(own)];
  return {
    classes: [],
    columns,
    threshold: null,
    perLabel: [],
    queries: null,
    // Labels have a scale of their own, so that the two are compared by how many deviations they lie from their means.
    worst: worstRows({ numbers, columns }, (row) => Math.abs((likeness[row] ?? 0) - (nearness[row] ?? 0))),
    disagreement: null,
    comparisons: compared(models, told, (first, second) => compareSimilarities(truths, first, second)),
    figures: told.map((cosines) => similarityFigures(truths, cosines)),
    baselines: [],
    confusion: null,
    curves: null,
    calibration: null,
    residuals: null,
    fairness: [],
    ...sliced({
      columns: slices,
      order: null,
      rights: null,
      compared: null,
      figuresOf: (some) => similarityFigures(pick(truths, some), pick(own, some)),
    }),
  };
}

function cosinesOf({ name, answers: { scores, width } }: JudgedModel): Float64Array {
  if (scores === null || width !== 1) throw invalidParameter(`${name} gives no embeddings to compare.`);
  return doubles(scores);
}

/** 1 for alike, where all labels say so or not; else null. */
const yesOrNo = (truths: Float64Array): Uint8Array | null =>
  truths.every((truth) => truth === 0 || truth === 1) ? Uint8Array.from(truths) : null;

function similarityFigures(
  truths: Float64Array,
  cosines: Float64Array,
  resampling: Resampling = usualResampling,
): EvaluationFigure[] {
  const labels = yesOrNo(truths);
  const ranking = labels === null ? null : scoreEstimates(labels, cosines, resampling);
  return [
    { name: "spearman", ...spearmanEstimate(cosines, truths, resampling.confidence) },
    { name: "pearson", ...pearsonEstimate(cosines, truths, resampling) },
    ...(ranking === null
      ? []
      : [
          { name: "roc_auc", ...ranking.rocAuc },
          { name: "average_precision", ...ranking.averagePrecision },
        ]),
  ];
}

function compareSimilarities(truths: Float64Array, first: Float64Array, second: Float64Array): Found[] {
  const labels = yesOrNo(truths);
  const [a, b] = [correlationSums(first, truths), correlationSums(second, truths)];
  const pearson = compareBySums(a, b, correlationOf, usualResampling);
  return [
    { name: "pearson", goal: "max", comparison: pearson },
    ...(labels === null
      ? []
      : [{ name: "roc_auc", goal: "max", comparison: compareRocAucs(labels, first, second) } as const]),
  ];
}

function standardised(values: Float64Array): Float64Array {
  const [mean, deviation] = [meanOf(values), Math.sqrt(varianceOf(values)) || 1];
  return values.map((value) => (value - mean) / deviation);
}
