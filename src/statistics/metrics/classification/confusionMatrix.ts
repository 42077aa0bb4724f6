import { at } from "../../special/at.ts";
import { type Labels, mustMatch, type Weights } from "../columns.ts";

/** How often each class was predicted for rows of each class. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** Rows, or the sum of their weights, at `label * classes + prediction`. */
  readonly cells: Float64Array;
  /** How many rows were counted. */
  rows: number;
  /** The cells hold weights: their sums do not say how much is known. */
  isWeighted: boolean;
}

export function emptyConfusionMatrix(classes: number): ConfusionMatrix {
  return { classes, cells: new Float64Array(classes * classes), rows: 0, isWeighted: false };
}

export function confusionMatrix(
  labels: Labels,
  predictions: Labels,
  classes: number,
  weights: Weights = null,
): ConfusionMatrix {
  const matrix = emptyConfusionMatrix(classes);
  countInto(matrix, labels, predictions, weights);
  return matrix;
}

/** Adds a batch of rows to a matrix, so that a large set needs not be in memory. Classes outside it, and weights that are negative or not numbers, throw a RangeError. */
export function countInto(matrix: ConfusionMatrix, labels: Labels, predictions: Labels, weights: Weights = null): void {
  const { classes, cells } = matrix;
  mustMatch(labels.length, predictions, weights);
  matrix.rows += labels.length;
  if (weights !== null) matrix.isWeighted = true;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? classes;
    const prediction = predictions[i] ?? classes;
    if (label >= classes || prediction >= classes) {
      throw new RangeError(`Class ${Math.max(label, prediction)} is not one of ${classes}.`);
    }
    const cell = label * classes + prediction;
    const weight = weights === null ? 1 : at(weights, i);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new RangeError(`${weight} is not a weight.`);
    cells[cell] = at(cells, cell) + weight;
  }
}

/** What the matrix says about its classes, each by its index. */
export interface Margins {
  /** Rows of the class that were predicted right. */
  readonly right: Float64Array;
  /** Rows of the class. */
  readonly actual: Float64Array;
  /** Rows for which the class was predicted. */
  readonly predicted: Float64Array;
  readonly total: number;
}

export function marginsOf({ classes, cells }: ConfusionMatrix): Margins {
  return sparseMargins(classes, Uint32Array.from(cells.keys()), cells);
}

/** The same of a matrix given by some of its cells, which takes no longer than there are rows, however many classes. */
export function sparseMargins(classes: number, cells: ArrayLike<number>, counts: Float64Array): Margins {
  const right = new Float64Array(classes);
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let total = 0;
  for (let i = 0; i < cells.length; i++) {
    const [cell, count] = [cells[i] ?? 0, at(counts, i)];
    const label = Math.floor(cell / classes);
    const prediction = cell % classes;
    if (label === prediction) right[label] = at(right, label) + count;
    actual[label] = at(actual, label) + count;
    predicted[prediction] = at(predicted, prediction) + count;
    total += count;
  }
  return { right, actual, predicted, total };
}
