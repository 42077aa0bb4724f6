import { at } from "../../special/at.ts";
import type { Labels, Weights } from "../columns.ts";
import { type Measure, measured } from "../measure.ts";
import { oneClassOnly, type RankedCounts, rankedCounts } from "./rankedCounts.ts";

/** The area below the ROC curve: the share of pairs in which the positive scores higher, ties counting half. */
export function rocAuc(labels: Labels, scores: Float64Array, weights: Weights = null): Measure {
  const counts = rankedCounts(labels, scores, weights);
  return "reason" in counts ? counts : (oneClassOnly(counts) ?? measured(areaOf(counts)));
}

/** The same from counts, which must have both classes. */
export function areaOf({ positives, negatives, totalPositives, totalNegatives }: RankedCounts): number {
  let [area, before, passed] = [0, 0, 0];
  for (let i = 0; i < positives.length; i++) {
    const [positive, negative] = [at(positives, i), at(negatives, i)];
    area += (negative - passed) * ((positive + before) / 2);
    [before, passed] = [positive, negative];
  }
  return area / totalPositives / totalNegatives;
}
