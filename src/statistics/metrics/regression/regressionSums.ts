import { at } from "../../special/at.ts";
import type { Weights } from "../columns.ts";

/** All that the measures but the median and the largest error need, by sums of the rows' weights times … */
export interface RegressionSums {
  readonly weight: number;
  /** … their error, */
  readonly errors: number;
  /** its size, */
  readonly absolute: number;
  /** its square, */
  readonly squared: number;
  /** its share of the label, */
  readonly relative: number;
  /** and the squared distance of the label from the mean. */
  readonly spread: number;
}

export const sumFigureNames = [
  "meanError",
  "meanAbsoluteError",
  "rootMeanSquaredError",
  "meanAbsolutePercentageError",
  "r2",
] as const;
export type SumFigureName = (typeof sumFigureNames)[number];

export function sumFigures(sums: RegressionSums): Readonly<Record<SumFigureName, number>> {
  return {
    meanError: sums.errors / sums.weight,
    meanAbsoluteError: sums.absolute / sums.weight,
    rootMeanSquaredError: Math.sqrt(sums.squared / sums.weight),
    meanAbsolutePercentageError: sums.relative / sums.weight,
    r2: 1 - sums.squared / sums.spread,
  };
}

/** The columns whose sums `figuresOfColumnSums` takes, for resampling. Labels are measured from `origin`, best near their mean. */
export function regressionColumns(
  labels: Float64Array,
  predictions: Float64Array,
  weights: Weights,
  origin: number,
): readonly Float64Array[] {
  const column = (figure: (label: number, error: number) => number): Float64Array =>
    labels.map((label, row) => (weights === null ? 1 : at(weights, row)) * figure(label, at(predictions, row) - label));
  return [
    column(() => 1),
    column((_, error) => error),
    column((_, error) => Math.abs(error)),
    column((_, error) => error * error),
    column((label, error) => Math.abs(error / label)),
    column((label) => label - origin),
    column((label) => (label - origin) ** 2),
  ];
}

export function figuresOfColumnSums(sums: Float64Array): Readonly<Record<SumFigureName, number>> {
  const [weight = 0, errors = 0, absolute = 0, squared = 0, relative = 0, shift = 0, squares = 0] = sums;
  const spread = squares - (shift * shift) / weight;
  // What is left of equal labels is rounding.
  return sumFigures({ weight, errors, absolute, squared, relative, spread: spread > 1e-12 * squares ? spread : 0 });
}
