/** The figures that say most about a model of each task, the first the most. */
export const headlines = {
  binary: ["roc_auc", "average_precision", "accuracy", "log_loss"],
  multiclass: ["accuracy", "macro_f1", "roc_auc_ovr", "log_loss"],
  multilabel: ["subset_accuracy", "micro_f1", "hamming_loss", "lrap"],
  regression: ["mae", "rmse", "r2", "mean_error"],
  ranking: ["ndcg_at_k", "map", "mrr", "precision_at_k"],
  similarity: ["spearman", "pearson", "roc_auc"],
} as const;
