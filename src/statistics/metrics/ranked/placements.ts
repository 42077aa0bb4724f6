import { at } from "../../special/at.ts";
import { type Labels, mustBeBelow, mustMatch, obstacle } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";
import { sortedOrder } from "./sortedOrder.ts";

/** How each row stands against the other class, ties counting half: the structural components of the area below the ROC curve. */
export interface Placements {
  /** For each positive, in the rows' order, the share of the negatives that score lower. */
  readonly positives: Float64Array;
  /** For each negative the share of the positives that score higher. */
  readonly negatives: Float64Array;
}

/** DeLong's components in one pass over the sorted scores, as X. Sun & W. Xu (2014) by mid-ranks. O(n). */
export function placements(labels: Labels, scores: Float64Array): Placements | Undefined {
  mustMatch(labels.length, scores);
  mustBeBelow(2, labels);
  const reason = obstacle(labels.length, { scores });
  if (reason !== null) return undefinedBecause(reason);
  let totalPositives = 0;
  for (const label of labels) if (label === 1) totalPositives++;
  const totalNegatives = labels.length - totalPositives;
  if (totalPositives === 0) return undefinedBecause("no row is positive");
  if (totalNegatives === 0) return undefinedBecause("no row is negative");
  const shares = sharesOnOtherSide(labels, scores, totalPositives, totalNegatives);
  const positives = new Float64Array(totalPositives);
  const negatives = new Float64Array(totalNegatives);
  let [p, n] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 1) positives[p++] = at(shares, row);
    else negatives[n++] = at(shares, row);
  }
  return { positives, negatives };
}

function sharesOnOtherSide(labels: Labels, scores: Float64Array, positives: number, negatives: number): Float64Array {
  const order = sortedOrder(scores);
  const shares = new Float64Array(labels.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let [end, tiedPositives] = [start, 0];
    const score = at(scores, order[start] ?? 0);
    for (; end < order.length && at(scores, order[end] ?? 0) === score; end++) {
      if (labels[order[end] ?? 0] === 1) tiedPositives++;
    }
    const tiedNegatives = end - start - tiedPositives;
    const below = (negativesBelow + tiedNegatives / 2) / negatives;
    const above = (positives - positivesBelow - tiedPositives / 2) / positives;
    for (let k = start; k < end; k++) shares[order[k] ?? 0] = labels[order[k] ?? 0] === 1 ? below : above;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    start = end;
  }
  return shares;
}
