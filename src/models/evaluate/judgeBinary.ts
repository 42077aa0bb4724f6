import type { EvaluationCurve, EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { calibrationCheck } from "../../statistics/intervals/calibrationCheck.ts";
import { classBaseline } from "../../statistics/metrics/baselines.ts";
import { type Curve, liftCurve, precisionRecallCurve, rocCurve } from "../../statistics/metrics/curves/curves.ts";
import { thinned } from "../../statistics/metrics/curves/thinned.ts";
import type { Undefined } from "../../statistics/metrics/measure.ts";
import { calibrationCurve } from "../../statistics/metrics/probabilities/calibration.ts";
import { rankedCounts } from "../../statistics/metrics/ranked/rankedCounts.ts";
import type { Answers } from "./answers.ts";
import { compareBinary, compareScores } from "./comparisons.ts";
import { fairnessOf } from "./fairnessOf.ts";
import { binaryFigures, calibrationBins } from "./figures.ts";
import { are, type BinaryAnswers, binaryAnswers } from "./judged.ts";
import {
  compared,
  disagreeing,
  type Judged,
  type JudgedModel,
  matrixOf,
  rightsCompared,
  rightsOf,
  sliced,
  wrongBy,
} from "./judgedModels.ts";
import { pick } from "./pick.ts";
import { binaryColumns } from "./predictionColumns.ts";
import { pickRows, type RankedRows, ranked } from "./ranked.ts";
import type { SliceQuestion } from "./slices.ts";
import { worstRows } from "./tellingRows.ts";

/** Points of a curve that are told. */
const mostPoints = 300;

type BinaryQuestion = Pick<EvaluationQuestion, "threshold"> & {
  readonly positive: string;
  readonly labels: readonly string[];
};

export function judgeBinary(
  { positive, threshold, labels }: BinaryQuestion,
  { truths, numbers, rows, slices }: Answers,
  models: readonly JudgedModel[],
): Judged {
  const yes = labels.indexOf(positive);
  const no = labels.find((label) => label !== positive) ?? `not ${positive}`;
  const actual = are(truths, yes);
  const told = models.map(({ answers, classes }) => binaryAnswers(answers, { positive, threshold, classes }));
  const [own] = told;
  if (own === undefined) throw new TypeError("There is no model.");
  const { answers, scores } = own;
  const sorted = ranked({ labels: actual, answers, scores });
  const bins =
    sorted.scores === null ? null : calibrationCurve(sorted.labels, sorted.scores, "equal mass", calibrationBins);
  const baseline = classBaseline(actual, 2);
  const classes = [no, positive];
  const columns = binaryColumns(actual, classes, told);
  return {
    classes,
    columns,
    worst: worstRows(
      { numbers, columns },
      wrongBy(actual, answers, (row) => Math.abs((scores?.[row] ?? 0) - (own.threshold ?? 0.5))),
    ),
    disagreement: disagreeing(actual, told, { numbers, columns }),
    threshold: own.threshold,
    comparisons: compared(models, told, (first, second) =>
      compareBinary(
        actual,
        { first: first.answers, second: second.answers },
        { first: first.scores, second: second.scores },
      ),
    ),
    figures: told.map((each) =>
      binaryFigures(each === own ? sorted : ranked({ labels: actual, answers: each.answers, scores: each.scores })),
    ),
    baselines:
      "reason" in baseline
        ? []
        : [
            {
              name: `always "${baseline.majority === 1 ? positive : no}"`,
              figures: binaryFigures({
                labels: actual,
                answers: new Uint8Array(rows).fill(baseline.majority),
                scores: new Float64Array(rows).fill(baseline.prior[1] ?? 0),
              }),
            },
          ],
    confusion: matrixOf(actual, answers, 2),
    curves: curvesOf(sorted),
    perLabel: [],
    queries: null,
    calibration:
      bins === null || "reason" in bins ? null : { bins: [...bins], check: calibrationCheck(bins, usualResampling) },
    residuals: null,
    fairness: fairnessOf(slices, actual, answers),
    ...sliced({
      columns: slices,
      order: sorted.order,
      rights: rightsOf(actual, answers),
      compared: answersCompared(actual, models, told),
      figuresOf: (some) => binaryFigures(pickRows({ labels: actual, answers, scores }, some)),
    }),
  };
}

/** By their right answers, and by their scores where both have some. */
function answersCompared(
  actual: Uint8Array,
  models: readonly JudgedModel[],
  told: readonly BinaryAnswers[],
): SliceQuestion["compared"] {
  const rights = rightsCompared(actual, models, told);
  const [second, first] = told.map(({ scores }) => scores);
  if (rights === null || first == null || second == null) return rights;
  return {
    names: rights.names,
    of: (rows) => [
      ...rights.of(rows),
      compareScores(pick(actual, rows), { first: pick(first, rows), second: pick(second, rows) }),
    ],
  };
}

function curvesOf({ labels, scores }: RankedRows): Judged["curves"] {
  const counts = scores === null ? null : rankedCounts(labels, scores);
  if (counts === null || "reason" in counts) return null;
  return {
    ...curve("roc", rocCurve(counts)),
    ...curve("precisionRecall", precisionRecallCurve(counts)),
    ...curve("lift", liftCurve(counts)),
  };
}

function curve(name: "roc" | "precisionRecall" | "lift", found: Curve | Undefined): Record<string, EvaluationCurve> {
  if ("reason" in found) return {};
  const { x, y } = thinned(found, mostPoints);
  return { [name]: { x: Array.from(x), y: Array.from(y), of: found.x.length } };
}
