import { meanOf } from "../intervals/moments.ts";
import { at } from "../special/at.ts";
import { type Labels, mustBeBelow, type Weights } from "./columns.ts";
import { type Undefined, undefinedBecause } from "./measure.ts";
import type { ProbabilityTable } from "./probabilities/probabilityTable.ts";
import { weightedMedian } from "./regression/weightedMedian.ts";

/** A classifier that looks at no feature, to measure a model against. */
export interface ClassBaseline {
  /** The commonest class, the first of equally common ones. */
  readonly majority: number;
  /** The share of each class. */
  readonly prior: Float64Array;
}

/** As scikit-learn's `DummyClassifier` learns it from these labels, best those that the model was trained on. */
export function classBaseline(labels: Labels, classes: number, weights: Weights = null): ClassBaseline | Undefined {
  mustBeBelow(classes, labels);
  const counts = new Float64Array(classes);
  for (const [row, label] of labels.entries()) {
    counts[label] = at(counts, label) + (weights === null ? 1 : at(weights, row));
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) return undefinedBecause("there are no rows");
  return { majority: counts.indexOf(Math.max(...counts)), prior: counts.map((count) => count / total) };
}

/** The prior as what a model would answer for each row. */
export function priorTable({ prior }: ClassBaseline, rows: number): ProbabilityTable {
  const values = new Float64Array(rows * prior.length);
  for (let row = 0; row < rows; row++) values.set(prior, row * prior.length);
  return { classes: prior.length, values };
}

/** A regressor that looks at no feature: the mean is best by squared error, the median by absolute error. */
export function numberBaseline(labels: Float64Array): { readonly mean: number; readonly median: number } | Undefined {
  if (labels.length === 0) return undefinedBecause("there are no rows");
  return { mean: meanOf(labels), median: weightedMedian(labels, null) };
}
