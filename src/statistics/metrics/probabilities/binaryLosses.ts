import { at } from "../../special/at.ts";
import { type Labels, mustBeBelow, mustMatch } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";

/** What each row loses by the probability of the positive class (label 1). */
export interface BinaryLosses {
  /** As `logLosses` of both classes. */
  readonly log: Float64Array;
  /** As `brierLosses` of both classes. */
  readonly brier: Float64Array;
}

/** Both at once and without a table of both classes. */
export function binaryLosses(labels: Labels, scores: Float64Array): BinaryLosses | Undefined {
  mustMatch(labels.length, scores);
  mustBeBelow(2, labels);
  if (labels.length === 0) return undefinedBecause("there are no rows");
  const log = new Float64Array(labels.length);
  const brier = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const score = at(scores, row);
    if (!(score >= 0 && score <= 1)) {
      // Rows may come in the order of their scores, so that their place tells nobody which it is.
      return undefinedBecause(`a score is ${score}, which is no probability`);
    }
    const isPositive = labels[row] === 1;
    const given = isPositive ? score : 1 - score;
    log[row] = -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given)));
    const distance = isPositive ? 1 - score : score;
    brier[row] = distance * distance;
  }
  return { log, brier };
}
