import { guessGoal } from "./metricGoal.ts";
import { metricWords } from "./metricWords.ts";

/** Metrics that people judge a run by, the most telling first. */
const telling = [
  ["accuracy", "acc"],
  ["auc", "auroc", "roc"],
  ["f1"],
  ["map", "miou", "iou", "dice", "ndcg", "bleu", "rouge"],
  ["r2", "score", "reward"],
  ["rmse", "mae", "mse", "wer", "perplexity"],
  ["loss", "error"],
];

/** Data that a metric is measured on: what the model has not seen says more. */
const unseen = ["test", "val", "valid", "validation", "eval", "evaluation", "dev", "holdout", "oof"];
const seen = ["train", "training"];

/**
 * The metric that says most about an experiment's runs: quality on unseen data before training data before counters,
 * and rather one that most runs have. Undefined without metrics.
 */
export function chooseHeadline(keys: readonly { readonly key: string; readonly runs: number }[]): string | undefined {
  const most = Math.max(0, ...keys.map(({ runs }) => runs));
  const ranked = keys.map(({ key, runs }) => ({ key, rank: rank(key) + (runs * 2 < most ? 1000 : 0) }));
  ranked.sort((a, b) => a.rank - b.rank || a.key.length - b.key.length || (a.key < b.key ? -1 : 1));
  return ranked[0]?.key;
}

/** Smaller is more telling. */
function rank(key: string): number {
  const words = metricWords(key);
  const kind = telling.findIndex((group) => group.some((word) => words.includes(word)));
  const data = words.some((word) => unseen.includes(word)) ? 0 : words.some((word) => seen.includes(word)) ? 200 : 100;
  if (words[0] === "system") return 900;
  if (guessGoal(key) === null) return 600 + data / 100;
  return data + (kind < 0 ? telling.length : kind);
}
