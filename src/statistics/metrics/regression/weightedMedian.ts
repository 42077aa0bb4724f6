import { at } from "../../special/at.ts";
import type { Weights } from "../columns.ts";
import { sortedOrder } from "../ranked/sortedOrder.ts";

/**
 * The value with half of the weight on either side; the mean of two neighbours where half is reached exactly between
 * them, as NumPy's `median` and scikit-learn's weighted one.
 */
export function weightedMedian(values: Float64Array, weights: Weights): number {
  const order = sortedOrder(values).filter((row) => weights === null || at(weights, row) > 0);
  const weightOf = (row: number): number => (weights === null ? 1 : at(weights, row));
  const half = order.reduce((sum, row) => sum + weightOf(row), 0) / 2;
  let reached = 0;
  for (const [k, row] of order.entries()) {
    reached += weightOf(row);
    if (reached < half) continue;
    const value = at(values, row);
    return reached === half ? (value + at(values, order[k + 1] ?? row)) / 2 : value;
  }
  return Number.NaN;
}
