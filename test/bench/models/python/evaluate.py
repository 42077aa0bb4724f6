"""Judges a model on a CSV as people do by hand: pandas, onnxruntime and scikit-learn. The file and model come as arguments."""

import json
import resource
import sys
import time

began = time.perf_counter()
import numpy as np
import onnxruntime
import pandas as pd
from sklearn import metrics

rows_file, model_file = sys.argv[1:]
features = ["temperature", "vibration", "pressure", "hours"]
rows = pd.read_csv(rows_file)
inputs = rows[features].to_numpy(np.float32)
session = onnxruntime.InferenceSession(model_file)
answers = [session.run(["label", "probabilities"], {"X": part}) for part in np.array_split(inputs, max(1, len(inputs) // 2048))]
said = np.concatenate([label for label, _ in answers])
scores = np.concatenate([table[:, 1] for _, table in answers]).astype(float)
truth = rows["failed"].to_numpy()


def figures(y, label, score):
    return {
        "roc_auc": metrics.roc_auc_score(y, score),
        "average_precision": metrics.average_precision_score(y, score),
        "accuracy": metrics.accuracy_score(y, label),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, label),
        "precision": metrics.precision_score(y, label),
        "recall": metrics.recall_score(y, label),
        "f1": metrics.f1_score(y, label),
        "mcc": metrics.matthews_corrcoef(y, label),
        "log_loss": metrics.log_loss(y, score),
        "brier": metrics.brier_score_loss(y, score),
    }


found = figures(truth, said, scores)
metrics.confusion_matrix(truth, said)
metrics.roc_curve(truth, scores)
metrics.precision_recall_curve(truth, scores)
for site in rows["site"].unique():
    of = (rows["site"] == site).to_numpy()
    figures(truth[of], said[of], scores[of])
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - began, "memory": memory, "figures": found}))
