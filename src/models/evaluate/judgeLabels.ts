import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluatedLabel, EvaluationFigure, EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { multilabelEstimates } from "../../statistics/intervals/multilabelEstimates.ts";
import { type LabelSets, labelCounts } from "../../statistics/metrics/multilabel/multilabel.ts";
import type { Answers } from "./answers.ts";
import { compareLabels } from "./compareLabels.ts";
import { compareRights } from "./comparisons.ts";
import { doubles } from "./gathered.ts";
import { compared, disagreeing, type Judged, type JudgedModel, sliced } from "./judgedModels.ts";
import { pick, pickWide } from "./pick.ts";
import { labelColumns } from "./predictionColumns.ts";
import { worstRows } from "./tellingRows.ts";

/** The labels that one model gives each row. */
export interface LabelAnswers {
  readonly answers: LabelSets;
  readonly scores: Float64Array;
}

/** A score from which on a row has a label, where none is asked for; scikit-learn's. */
const usualThreshold = 0.5;

/** What is told of models that give each row any of several labels. */
export function judgeLabels(
  { labels = [], threshold = usualThreshold }: Pick<EvaluationQuestion, "labels" | "threshold">,
  { truths, numbers, rows, slices }: Answers,
  models: readonly JudgedModel[],
): Judged {
  const classes = labels.length;
  const actual: LabelSets = { classes, values: Uint8Array.from(truths) };
  const told = models.map((model) => labelAnswers(model, labels, threshold));
  const [own, other] = told;
  if (own === undefined) throw new TypeError("There is no model.");
  const rights = told.map(({ answers }) => wholeRows(actual, answers));
  const [ownRights, otherRights] = rights;
  const columns = labelColumns(actual, labels, told);
  const all = new Uint8Array(rows).fill(1);
  return {
    classes: [...labels],
    columns,
    threshold,
    perLabel: perLabel(actual, own.answers, labels),
    queries: null,
    worst: worstRows({ numbers, columns }, (row) => wrongLabels(actual, own.answers, row) || Number.NaN),
    disagreement: disagreeing(
      all,
      rights.map((answers) => ({ answers })),
      { numbers, columns },
    ),
    comparisons: compared(models, told, (first, second) => compareLabels(actual, first, second)),
    figures: told.map(({ answers, scores }) => labelFigures(actual, answers, scores)),
    baselines: rows === 0 ? [] : [commonest(actual)],
    confusion: null,
    curves: null,
    calibration: null,
    residuals: null,
    fairness: [],
    ...sliced({
      columns: slices,
      order: null,
      rights: ownRights ?? null,
      compared:
        other === undefined || ownRights === undefined || otherRights === undefined
          ? null
          : {
              of: (some) => {
                const rights = compareRights({ first: pick(otherRights, some), second: pick(ownRights, some) });
                return [{ ...rights, name: "subset_accuracy" }];
              },
              names: { first: models[1]?.name ?? "", second: models[0]?.name ?? "" },
            },
      figuresOf: (some) =>
        labelFigures(pickSets(actual, some), pickSets(own.answers, some), pickWide(own.scores, classes, some)),
    }),
  };
}

function labelAnswers(
  { name, answers: { scores, width } }: JudgedModel,
  labels: readonly string[],
  threshold: number,
): LabelAnswers {
  if (scores === null || width !== labels.length) {
    throw invalidParameter(`${name} has ${width} scores for each row, and the evaluation ${labels.length} labels.`);
  }
  const answers = { classes: width, values: Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0)) };
  return { answers, scores: doubles(scores) };
}

function labelFigures(
  actual: LabelSets,
  answers: LabelSets,
  scores: Float64Array | null,
  resampling: Resampling = usualResampling,
): EvaluationFigure[] {
  const found = multilabelEstimates(actual, answers, scores, resampling);
  if ("reason" in found) return [];
  const { subsetAccuracy, microF1, macroF1, samplesF1, hammingLoss, labelRankingPrecision } = found;
  return [
    { name: "subset_accuracy", ...subsetAccuracy },
    { name: "micro_f1", ...microF1 },
    { name: "macro_f1", ...macroF1 },
    { name: "samples_f1", ...samplesF1 },
    { name: "hamming_loss", ...hammingLoss },
    ...(labelRankingPrecision === null ? [] : [{ name: "lrap", ...labelRankingPrecision }]),
  ];
}

function perLabel(actual: LabelSets, answers: LabelSets, labels: readonly string[]): EvaluatedLabel[] {
  const share = (part: number, all: number): number | null => (all === 0 ? null : part / all);
  return labelCounts(actual, answers).map(({ both, actual: there, predicted }, at) => ({
    label: labels[at] ?? "",
    actual: there,
    answered: predicted,
    both,
    precision: share(both, predicted),
    recall: share(both, there),
    f1: share(2 * both, there + predicted),
  }));
}

/** What looks at no feature: each label where most rows have it, with its share as a score. */
function commonest({ classes, values }: LabelSets): Judged["baselines"][number] {
  const rows = values.length / classes;
  const shares = Float64Array.from({ length: classes }, (_, label) => {
    let count = 0;
    for (let row = 0; row < rows; row++) count += values[row * classes + label] ?? 0;
    return count / rows;
  });
  const scores = Float64Array.from({ length: values.length }, (_, i) => shares[i % classes] ?? 0);
  const answers = { classes, values: Uint8Array.from(scores, (share) => (share > 0.5 ? 1 : 0)) };
  return { name: "commonest of each label", figures: labelFigures({ classes, values }, answers, scores) };
}

function wrongLabels(actual: LabelSets, answers: LabelSets, row: number): number {
  let wrong = 0;
  for (let i = row * actual.classes; i < (row + 1) * actual.classes; i++) {
    if (actual.values[i] !== answers.values[i]) wrong += 1;
  }
  return wrong;
}

/** 1 for each row with all labels right. */
const wholeRows = (actual: LabelSets, answers: LabelSets): Uint8Array =>
  Uint8Array.from({ length: actual.values.length / actual.classes }, (_, row) =>
    wrongLabels(actual, answers, row) === 0 ? 1 : 0,
  );

const pickSets = ({ classes, values }: LabelSets, rows: Uint32Array): LabelSets => ({
  classes,
  values: pickWide(values, classes, rows),
});
