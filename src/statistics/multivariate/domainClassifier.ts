import { type BinnedFeature, boostTrees } from "./boostedTrees.ts";
import { type RocArea, rocArea } from "./rocArea.ts";

export interface DomainClassifier extends RocArea {
  /** How much of the gain each feature brought; they sum up to 1 unless there was none. */
  readonly shares: readonly number[];
}

const folds = 5;

/**
 * How well rows of two samples can be told apart: boosted trees are fitted to four fifths of the rows and score the last,
 * in turn; the area is that of all these scores. Rows are dealt to the folds in turn, so the result is always the same.
 * @param labels 1 for rows of the current sample
 * @param pause waited for every few milliseconds: a place to stop
 * @returns null when there are too few rows of either for five folds
 */
export async function domainClassifier(
  features: readonly BinnedFeature[],
  labels: Uint8Array,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<DomainClassifier | null> {
  const dealt = deal(labels);
  const positive = labels.reduce((sum, label) => sum + label, 0);
  if (features.length === 0 || Math.min(positive, labels.length - positive) < 4 * folds) return null;
  const scores = new Float64Array(labels.length);
  const gains = new Float64Array(features.length);
  const rows = Uint32Array.from(labels.keys());
  for (let fold = 0; fold < folds; fold++) {
    const others = rows.filter((row) => dealt[row] !== fold);
    const trees = await boostTrees(features, labels, others, pause);
    const held = rows.filter((row) => dealt[row] === fold);
    for (const [i, score] of trees.score(features, held).entries()) scores[held[i] ?? 0] = score;
    for (const [i, gain] of trees.gains.entries()) gains[i] = (gains[i] ?? 0) + gain;
  }
  const area = rocArea(
    scores.filter((_, row) => labels[row] === 1),
    scores.filter((_, row) => labels[row] === 0),
  );
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  return area === null ? null : { ...area, shares: Array.from(gains, (gain) => (all > 0 ? gain / all : 0)) };
}

/** Each label's rows go to the folds in turn. */
function deal(labels: Uint8Array): Uint8Array {
  const next = [0, 0];
  return labels.map((label) => {
    const fold = next[label] ?? 0;
    next[label] = (fold + 1) % folds;
    return fold;
  });
}
