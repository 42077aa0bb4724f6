import type { Weights } from "../metrics/columns.ts";
import { type RegressionMeasures, regressionMeasures } from "../metrics/regression/regression.ts";
import { figuresOfColumnSums, regressionColumns, sumFigureNames } from "../metrics/regression/regressionSums.ts";
import { at } from "../special/at.ts";
import type { Resampling } from "./bootstrap.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";
import { type Estimate, estimate, noInterval } from "./interval.ts";
import { medianInterval } from "./medianInterval.ts";
import { meanOf } from "./moments.ts";
import { bootstrapSums } from "./rowSums.ts";

export type RegressionEstimates = Readonly<Record<keyof RegressionMeasures, Estimate>>;

/** Measures of predicted numbers with their intervals, all from the same resamples. */
export function regressionEstimates(
  labels: Float64Array,
  predictions: Float64Array,
  weights: Weights,
  resampling: Resampling,
): RegressionEstimates {
  const measures = regressionMeasures(labels, predictions, weights);
  const rows = labels.length;
  const { confidence } = resampling;
  const figures = (sums: Float64Array): readonly number[] => {
    const found = figuresOfColumnSums(sums);
    return sumFigureNames.map((name) => found[name]);
  };
  const isDefined = measures.meanError.value !== null;
  const columns = isDefined ? regressionColumns(labels, predictions, weights, meanOf(labels)) : [];
  const resampled = isDefined ? bootstrapSums({ columns, figures }, resampling) : [];
  const ofSums = (name: (typeof sumFigureNames)[number]): Estimate => {
    const found = resampled[sumFigureNames.indexOf(name)];
    return estimate(measures[name], rows, () =>
      found === undefined ? noInterval("there are no rows") : bootstrapInterval(found, confidence),
    );
  };
  return {
    meanError: ofSums("meanError"),
    meanAbsoluteError: ofSums("meanAbsoluteError"),
    rootMeanSquaredError: ofSums("rootMeanSquaredError"),
    meanAbsolutePercentageError: ofSums("meanAbsolutePercentageError"),
    r2: ofSums("r2"),
    medianAbsoluteError: estimate(measures.medianAbsoluteError, rows, () =>
      weights === null
        ? medianInterval(
            labels.map((label, row) => Math.abs(at(predictions, row) - label)),
            confidence,
          )
        : noInterval("the rows are weighted"),
    ),
    maxError: estimate(measures.maxError, rows, () => noInterval("rows say nothing about errors beyond their largest")),
  };
}
