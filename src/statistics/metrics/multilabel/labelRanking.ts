import { at } from "../../special/at.ts";
import { obstacle } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";
import type { LabelSets } from "./multilabel.ts";

/**
 * Label-ranking average precision by row: over the labels it has, the mean share of labels ranked as high or higher that
 * it has too. 1 where it has none or all, as scikit-learn's `label_ranking_average_precision_score`. `scores` are laid
 * out as the labels.
 */
export function labelRankingPrecisions(labels: LabelSets, scores: Float64Array): Float64Array | Undefined {
  const { classes, values } = labels;
  if (values.length !== scores.length) throw new RangeError("Labels and scores have different shapes.");
  const rows = values.length / classes;
  const reason = obstacle(rows, { scores });
  if (reason !== null) return undefinedBecause(reason);
  return Float64Array.from({ length: rows }, (_, row) => precisionOfRow(row * classes, classes, values, scores));
}

function precisionOfRow(start: number, classes: number, values: Uint8Array, scores: Float64Array): number {
  let [sum, relevant] = [0, 0];
  for (let i = start; i < start + classes; i++) {
    if (values[i] !== 1) continue;
    relevant++;
    let [higher, higherRelevant] = [0, 0];
    for (let j = start; j < start + classes; j++) {
      if (at(scores, j) < at(scores, i)) continue;
      higher++;
      higherRelevant += values[j] ?? 0;
    }
    sum += higherRelevant / higher;
  }
  return relevant === 0 || relevant === classes ? 1 : sum / relevant;
}
