import { at } from "../../special/at.ts";
import { type Measure, measured, undefinedBecause } from "../measure.ts";
import { type ConfusionMatrix, type Margins, marginsOf } from "./confusionMatrix.ts";

/** The share of rows predicted right. */
export function accuracy(matrix: ConfusionMatrix): Measure {
  const { right, total } = marginsOf(matrix);
  if (total === 0) return undefinedBecause("there are no rows");
  return measured(sum(right) / total);
}

/** The mean recall of the classes that rows have, as scikit-learn's `balanced_accuracy_score`. */
export function balancedAccuracy(matrix: ConfusionMatrix): Measure {
  return balancedAccuracyOf(marginsOf(matrix));
}

export function balancedAccuracyOf({ right, actual }: Margins): Measure {
  const recalls = Array.from(right, (count, label) => count / at(actual, label)).filter((_, i) => at(actual, i) > 0);
  if (recalls.length === 0) return undefinedBecause("there are no rows");
  const absent = actual.length - recalls.length;
  return measured(
    sum(recalls) / recalls.length,
    absent > 0 ? `${absent} of ${actual.length} classes ${absent === 1 ? "has" : "have"} no rows` : undefined,
  );
}

/**
 * Matthews's correlation coefficient, for more than two classes as J. Gorodkin (2004); scikit-learn's
 * `matthews_corrcoef`, which answers 0 where there is none.
 */
export function matthewsCorrelation(matrix: ConfusionMatrix): Measure {
  return matthewsCorrelationOf(marginsOf(matrix));
}

export function matthewsCorrelationOf({ right, actual, predicted, total }: Margins): Measure {
  if (total === 0) return undefinedBecause("there are no rows");
  // As shares of the rows, whose squares neither overflow nor lose what matters.
  const share = (counts: Float64Array, i: number): number => at(counts, i) / total;
  let [covariance, ofActual, ofPredicted] = [sum(right) / total, 1, 1];
  for (let i = 0; i < actual.length; i++) {
    covariance -= share(actual, i) * share(predicted, i);
    ofActual -= share(actual, i) ** 2;
    ofPredicted -= share(predicted, i) ** 2;
  }
  if (isOne(actual)) return undefinedBecause("all rows have the same class");
  if (isOne(predicted)) return undefinedBecause("the same class is predicted for all rows");
  return measured(Math.max(-1, Math.min(1, covariance / Math.sqrt(ofActual * ofPredicted))));
}

const isOne = (counts: Float64Array): boolean => counts.filter((count) => count > 0).length === 1;

const sum = (numbers: Float64Array | readonly number[]): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};
