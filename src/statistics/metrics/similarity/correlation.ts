import { meanOf } from "../../intervals/moments.ts";
import { at } from "../../special/at.ts";
import { mustMatch, obstacle } from "../columns.ts";
import { type Measure, measured, undefinedBecause } from "../measure.ts";
import { sortedOrder } from "../ranked/sortedOrder.ts";

/** Pearson's correlation of the models' similarities with the gold scores, as SciPy's `pearsonr`. */
export function pearson(similarities: Float64Array, gold: Float64Array): Measure {
  mustMatch(similarities.length, gold);
  const reason = obstacle(gold.length, { similarities, "gold scores": gold });
  if (reason !== null) return undefinedBecause(reason);
  if (gold.length < 2) return undefinedBecause("there is only one row");
  if (similarities.every((value) => value === similarities[0])) return undefinedBecause("all similarities are equal");
  if (gold.every((value) => value === gold[0])) return undefinedBecause("all gold scores are equal");
  const [a, b] = [meanOf(similarities), meanOf(gold)];
  let [products, ofA, ofB] = [0, 0, 0];
  for (let row = 0; row < gold.length; row++) {
    const [x, y] = [at(similarities, row) - a, at(gold, row) - b];
    products += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return measured(Math.max(-1, Math.min(1, products / Math.sqrt(ofA) / Math.sqrt(ofB))));
}

/** Spearman's: Pearson's of the ranks, equal values sharing the middle of theirs. As SciPy's `spearmanr`. */
export function spearman(similarities: Float64Array, gold: Float64Array): Measure {
  mustMatch(similarities.length, gold);
  const reason = obstacle(gold.length, { similarities, "gold scores": gold });
  return reason === null ? pearson(midranks(similarities), midranks(gold)) : undefinedBecause(reason);
}

/** The rank of each value from 1 on; equal ones share the middle of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let k = start; k < end; k++) ranks[order[k] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}
