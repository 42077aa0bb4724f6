import { at } from "../../special/at.ts";
import type { Labels, Weights } from "../columns.ts";
import type { Measure, Undefined } from "../measure.ts";
import { weightedMean } from "../weightedMean.ts";
import { type ProbabilityTable, probabilityObstacle } from "./probabilityTable.ts";

/**
 * −log of the probability given to the right class, by row, in nats. Probabilities are kept a double's precision away
 * from 0 and 1, as scikit-learn's `log_loss` does: a row that was certain and wrong loses 36, not infinity.
 */
export function logLosses(labels: Labels, table: ProbabilityTable): Float64Array | Undefined {
  const obstacle = probabilityObstacle(labels, table);
  if (obstacle !== null) return obstacle;
  const losses = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const given = at(table.values, row * table.classes + (labels[row] ?? 0));
    losses[row] = -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given)));
  }
  return losses;
}

/**
 * Brier's score by row: the squared distance between the probabilities and the class that came true, from 0 to 2; half
 * of that for two classes, which is the squared error of the positive one's. As scikit-learn's `brier_score_loss`.
 */
export function brierLosses(labels: Labels, table: ProbabilityTable): Float64Array | Undefined {
  const { classes, values } = table;
  const scale = classes === 2 ? 0.5 : 1;
  const obstacle = probabilityObstacle(labels, table);
  if (obstacle !== null) return obstacle;
  const losses = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += (at(values, row * classes + c) - (c === labels[row] ? 1 : 0)) ** 2;
    losses[row] = scale * sum;
  }
  return losses;
}

export function logLoss(labels: Labels, table: ProbabilityTable, weights: Weights = null): Measure {
  return meanOf(logLosses(labels, table), weights);
}

export function brierScore(labels: Labels, table: ProbabilityTable, weights: Weights = null): Measure {
  return meanOf(brierLosses(labels, table), weights);
}

function meanOf(losses: Float64Array | Undefined, weights: Weights): Measure {
  return losses instanceof Float64Array ? weightedMean(losses, weights) : losses;
}
