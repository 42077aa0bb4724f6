import { at } from "../../special/at.ts";
import { mustMatch, obstacle, type Weights } from "../columns.ts";
import { type Measure, measured, undefinedBecause } from "../measure.ts";
import { type RegressionSums, sumFigures } from "./regressionSums.ts";
import { weightedMedian } from "./weightedMedian.ts";

/** Measures of predicted numbers; errors are prediction − label, in the label's unit. */
export interface RegressionMeasures {
  /** The mean error, or bias. */
  readonly meanError: Measure;
  readonly meanAbsoluteError: Measure;
  readonly rootMeanSquaredError: Measure;
  /** The mean of |error / label|, as a share. Undefined where a label is 0 (scikit-learn answers a number beyond 10¹⁵). */
  readonly meanAbsolutePercentageError: Measure;
  /** 1 − Σ error² / Σ (label − mean)²: below 0 for worse than always predicting the mean. Undefined for equal labels. */
  readonly r2: Measure;
  readonly medianAbsoluteError: Measure;
  /** The largest absolute error; weights don't count, except that a row of weight 0 is none. */
  readonly maxError: Measure;
}

/** As scikit-learn's functions of these names. */
export function regressionMeasures(
  labels: Float64Array,
  predictions: Float64Array,
  weights: Weights = null,
): RegressionMeasures {
  mustMatch(labels.length, predictions);
  const reason = obstacle(labels.length, { labels, predictions }, weights);
  if (reason !== null) return every(undefinedBecause(reason));
  const sums = directSums(labels, predictions, weights);
  const figures = sumFigures(sums);
  const errors = labels.map((label, row) => Math.abs(at(predictions, row) - label));
  const zeros = labels.reduce((count, label) => count + (label === 0 ? 1 : 0), 0);
  return {
    meanError: measured(figures.meanError),
    meanAbsoluteError: measured(figures.meanAbsoluteError),
    rootMeanSquaredError: measured(figures.rootMeanSquaredError),
    meanAbsolutePercentageError:
      zeros > 0
        ? undefinedBecause(`${zeros} ${zeros === 1 ? "label is" : "labels are"} 0, and no share of 0 can be given`)
        : measured(figures.meanAbsolutePercentageError),
    r2: sums.spread > 0 ? measured(figures.r2) : undefinedBecause("all labels are equal"),
    medianAbsoluteError: measured(weightedMedian(errors, weights)),
    maxError: measured(errors.reduce((most, error, row) => (weights?.[row] === 0 ? most : Math.max(most, error)), 0)),
  };
}

/** In two passes: labels far from 0 lose nothing. */
function directSums(labels: Float64Array, predictions: Float64Array, weights: Weights): RegressionSums {
  let [weight, total] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const w = weights === null ? 1 : at(weights, row);
    weight += w;
    total += w * at(labels, row);
  }
  const mean = total / weight;
  let [errors, absolute, squared, relative, spread] = [0, 0, 0, 0, 0];
  for (let row = 0; row < labels.length; row++) {
    const w = weights === null ? 1 : at(weights, row);
    const error = at(predictions, row) - at(labels, row);
    errors += w * error;
    absolute += w * Math.abs(error);
    squared += w * error * error;
    relative += w * Math.abs(error / at(labels, row));
    spread += w * (at(labels, row) - mean) ** 2;
  }
  const isConstant = labels.every((label) => label === labels[0]);
  return { weight, errors, absolute, squared, relative, spread: isConstant ? 0 : spread };
}

function every(measure: Measure): RegressionMeasures {
  return {
    meanError: measure,
    meanAbsoluteError: measure,
    rootMeanSquaredError: measure,
    meanAbsolutePercentageError: measure,
    r2: measure,
    medianAbsoluteError: measure,
    maxError: measure,
  };
}
