import type { MetricGoal } from "../protocol/entities.ts";
import { metricWords } from "./metricWords.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const smaller = words(
  "loss losses error errors err mse rmse mae mape smape msle rmsle wer cer ter fid kid perplexity ppl nll bpb bpc brier " +
    "divergence kl latency time duration seconds ms regret hamming distance false eer ece crossentropy deviance aic bic",
);

const larger = words(
  "accuracy acc auc auroc auprc roc ap map f1 f2 fbeta fscore precision recall sensitivity specificity tpr tnr score r2 " +
    "bleu rouge meteor chrf iou miou dice jaccard psnr ssim ndcg mrr hits kappa mcc matthews reward rewards return returns " +
    "throughput likelihood silhouette win wins success correct explained spearman pearson correlation pass",
);

/** What says nothing of quality, whatever else the name holds. */
const neutral = words("lr epoch epochs step steps iteration iterations momentum system weight norm count");

/** Which direction of a metric is better, guessed from its name; null when the name does not tell. */
export function guessGoal(key: string): MetricGoal {
  const found = metricWords(key);
  if (found.some((word) => neutral.has(word))) return null;
  if (/(^|[^a-z])(per_?(sec|second|s)|fps|qps|rps)([^a-z]|$)/i.test(key)) return "max";
  const negated = found.some((word) => word === "neg" || word === "negative");
  if (found.some((word) => smaller.has(word))) return negated ? "max" : "min";
  if (found.some((word) => larger.has(word.replace(/(?<=\D)\d+$/, "")) || larger.has(word))) {
    return negated ? "min" : "max";
  }
  return null;
}

/** A user's word on some metrics, and the guess for all others. */
export type GoalOf = (key: string) => MetricGoal;

/** Users' words take precedence over the guess. */
export function goalsWith(stored: readonly { readonly key: string; readonly goal: "min" | "max" }[]): GoalOf {
  const known = new Map(stored.map(({ key, goal }) => [key, goal]));
  return (key) => known.get(key) ?? guessGoal(key);
}
