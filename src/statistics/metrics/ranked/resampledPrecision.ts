import { at } from "../../special/at.ts";
import type { Labels } from "../columns.ts";
import { sortedOrder } from "./sortedOrder.ts";

/** Average precision as a function of the rows' weights: sorts once. NaN without a positive. Scores must be finite. */
export function averagePrecisionByWeights(labels: Labels, scores: Float64Array): (weights: Float64Array) => number {
  const order = sortedOrder(scores).reverse();
  const isLastOfTie = Uint8Array.from(order, (row, k) => (scores[row] === scores[order[k + 1] ?? -1] ? 0 : 1));
  const isPositive = Uint8Array.from(order, (row) => (labels[row] === 1 ? 1 : 0));
  return (weights) => {
    let [sum, positives, before, all] = [0, 0, 0, 0];
    for (let k = 0; k < order.length; k++) {
      const weight = at(weights, order[k] ?? 0);
      all += weight;
      if (isPositive[k] === 1) positives += weight;
      if (isLastOfTie[k] === 0 || positives === before) continue;
      sum += (positives - before) * (positives / all);
      before = positives;
    }
    return sum / positives;
  };
}
