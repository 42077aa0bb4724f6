import { classBaseline, priorTable } from "../../statistics/metrics/baselines.ts";
import type { Answers } from "./answers.ts";
import { compareClasses } from "./comparisons.ts";
import { multiclassFigures } from "./figures.ts";
import { allClasses, classAnswers } from "./judged.ts";
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
import { pick, pickWide } from "./pick.ts";
import { classColumns } from "./predictionColumns.ts";
import { worstRows } from "./tellingRows.ts";

export function judgeClasses(
  labels: readonly string[],
  { truths, numbers, rows, slices }: Answers,
  models: readonly JudgedModel[],
): Judged {
  const classes = allClasses(labels, models);
  const actual = Uint32Array.from(truths);
  const told = models.map(({ answers, classes: own }) => classAnswers(answers, classes, own));
  const [own] = told;
  if (own === undefined) throw new TypeError("There is no model.");
  const { answers, table } = own;
  const baseline = classBaseline(actual, classes.length);
  const columns = classColumns(actual, classes, told);
  const confidence = (row: number): number => table?.values[row * table.classes + (answers[row] ?? 0)] ?? 0;
  return {
    classes: [...classes],
    columns,
    worst: worstRows({ numbers, columns }, wrongBy(actual, answers, confidence)),
    disagreement: disagreeing(actual, told, { numbers, columns }),
    threshold: null,
    comparisons: compared(models, told, (first, second) =>
      compareClasses(
        actual,
        { first: first.answers, second: second.answers },
        { first: first.table, second: second.table },
        classes.length,
      ),
    ),
    figures: told.map((each) => multiclassFigures(actual, each.answers, classes.length, each.table)),
    baselines:
      "reason" in baseline
        ? []
        : [
            {
              name: `always "${classes[baseline.majority]}"`,
              figures: multiclassFigures(
                actual,
                new Uint32Array(rows).fill(baseline.majority),
                classes.length,
                priorTable(baseline, rows),
              ),
            },
          ],
    confusion: matrixOf(actual, answers, classes.length),
    curves: null,
    perLabel: [],
    queries: null,
    calibration: null,
    residuals: null,
    fairness: [],
    ...sliced({
      columns: slices,
      order: null,
      rights: rightsOf(actual, answers),
      compared: rightsCompared(actual, models, told),
      figuresOf: (some) =>
        multiclassFigures(
          pick(actual, some),
          pick(answers, some),
          classes.length,
          table === null ? null : { classes: table.classes, values: pickWide(table.values, table.classes, some) },
        ),
    }),
  };
}
