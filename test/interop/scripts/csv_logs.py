"""
Writes logs as the CSVLoggers of Lightning (lightning_fabric/loggers/csv_logs.py) and Keras
(keras/src/callbacks/csv_logger.py) do, without the frameworks: Lightning writes a row for each call with the cells of
other metrics left empty, its columns sorted, and parameters as PyYAML dumps them; Keras a row for each epoch.
"""

import argparse
import csv
import os

import yaml
from logged import Logged

logged = Logged()
special = [float("nan"), float("inf"), float("-inf"), 0.0, 0.1, 5e-324, 1.7976931348623157e308, -1.5]


def write_rows(path, columns, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns)
        writer.writeheader()
        writer.writerows(rows)


rows = []
for step in range(1500):
    rows.append({"epoch": step // 50, "step": step, "train_loss": 1 / (step + 1)})
    logged.point("lightning_logs/version_0", "train_loss", step, 1 / (step + 1))
    logged.point("lightning_logs/version_0", "epoch", step, step // 50)
for step, value in enumerate(special):
    rows.append({"epoch": step, "step": step, "val/acc": value})
    logged.point("lightning_logs/version_0", "val/acc", step, value)
    logged.point("lightning_logs/version_0", "epoch", step, step)
write_rows("lightning_logs/version_0/metrics.csv", ["epoch", "step", "train_loss", "val/acc"], rows)
hparams = {"lr": 0.001, "tiny": 1e-07, "amp": True, "betas": (0.9, 0.999), "cfg": argparse.Namespace(depth=3), "act": str}
with open("lightning_logs/version_0/hparams.yaml", "w") as file:
    yaml.dump(hparams, file)

rows = []
for epoch, value in enumerate(special):
    rows.append({"epoch": epoch, "accuracy": value, "loss": epoch / 3, "val_loss": "NA" if epoch == 0 else epoch})
    logged.point("keras/training", "accuracy", epoch, value)
    logged.point("keras/training", "loss", epoch, epoch / 3)
    if epoch > 0:
        logged.point("keras/training", "val_loss", epoch, epoch)
write_rows("keras/training.csv", ["epoch", "accuracy", "loss", "val_loss"], rows)

logged.print()
