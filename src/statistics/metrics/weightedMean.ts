import { at } from "../special/at.ts";
import { mustMatch, obstacle, type Weights } from "./columns.ts";
import { type Measure, measured, undefinedBecause } from "./measure.ts";

/** The mean of a figure that every row has, such as its loss. `name` is what a message calls the figures. */
export function weightedMean(values: Float64Array, weights: Weights, name = "values"): Measure {
  mustMatch(values.length, weights);
  const reason = obstacle(values.length, { [name]: values }, weights);
  if (reason !== null) return undefinedBecause(reason);
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights === null ? 1 : at(weights, i);
    sum += weight * at(values, i);
    total += weight;
  }
  return measured(sum / total);
}
