import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { numberBaseline } from "../../statistics/metrics/baselines.ts";
import type { Answers } from "./answers.ts";
import { compareErrors, compareNumbers } from "./comparisons.ts";
import { regressionFigures } from "./figures.ts";
import { numberAnswers } from "./judged.ts";
import { compared, type Judged, type JudgedModel, sliced } from "./judgedModels.ts";
import { pick } from "./pick.ts";
import { numberColumns } from "./predictionColumns.ts";
import { residualsOf } from "./residuals.ts";
import type { SliceQuestion } from "./slices.ts";
import { worstRows } from "./tellingRows.ts";

export function judgeNumbers(
  question: Pick<EvaluationQuestion, "label">,
  { truths, numbers, rows, slices }: Answers,
  models: readonly JudgedModel[],
): Judged {
  const told = models.map(({ answers }) => numberAnswers(answers, question));
  const own = told[0] ?? new Float64Array();
  const baseline = numberBaseline(truths);
  const columns = numberColumns(truths, told);
  return {
    classes: [],
    columns,
    worst: worstRows({ numbers, columns }, (row) => Math.abs((own[row] ?? Number.NaN) - (truths[row] ?? Number.NaN))),
    disagreement: null,
    threshold: null,
    comparisons: compared(models, told, (first, second) => compareNumbers(truths, { first, second })),
    figures: told.map((each) => regressionFigures(truths, each)),
    baselines:
      "reason" in baseline
        ? []
        : [{ name: "always the mean", figures: regressionFigures(truths, new Float64Array(rows).fill(baseline.mean)) }],
    confusion: null,
    curves: null,
    perLabel: [],
    queries: null,
    calibration: null,
    residuals: residualsOf(truths, own),
    fairness: [],
    ...sliced({
      columns: slices,
      order: null,
      rights: null,
      compared: errorsCompared(truths, models, told),
      figuresOf: (some) => regressionFigures(pick(truths, some), pick(own, some)),
    }),
  };
}

function errorsCompared(
  truths: Float64Array,
  [own, other]: readonly JudgedModel[],
  told: readonly Float64Array[],
): SliceQuestion["compared"] {
  const [second, first] = told.map((answers) => answers.map((answer, row) => Math.abs(answer - (truths[row] ?? 0))));
  if (own === undefined || other === undefined || first === undefined || second === undefined) return null;
  return {
    of: (rows) => [compareErrors({ first: pick(first, rows), second: pick(second, rows) })],
    names: { first: other.name, second: own.name },
  };
}
