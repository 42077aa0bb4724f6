"""Trains a small neural network on handwritten digits and logs its learning curves.

    python train.py
    python train.py --learning-rate 0.01 --hidden 64 --epochs 40

Nothing here knows of Tidemark: it is plain MLflow.
"""

import argparse

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import mlflow
import numpy as np
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, classification_report, log_loss
from sklearn.neural_network import MLPClassifier

import digits


def train(learning_rate, hidden, epochs, batch_size, seed):
    """One run: parameters, the data, four curves, a figure and a report. Returns the last validation accuracy."""
    (train_x, train_y), (valid_x, valid_y) = digits.load(seed)
    mlflow.log_params(
        {"learning_rate": learning_rate, "hidden": hidden, "epochs": epochs, "batch_size": batch_size, "seed": seed}
    )
    table = train_x.assign(label=train_y.astype(float))
    mlflow.log_input(mlflow.data.from_pandas(table, name="digits-train", targets="label"), context="training")

    model = MLPClassifier(
        (hidden,), learning_rate_init=learning_rate, batch_size=batch_size, random_state=seed, solver="sgd"
    )
    classes = np.unique(train_y)
    for epoch in range(epochs):
        model.partial_fit(train_x.values, train_y, classes=classes)
        if not np.isfinite(model.loss_):
            raise FloatingPointError(f"The loss is {model.loss_} after epoch {epoch}: the learning rate is too large.")
        predicted = model.predict_proba(valid_x.values)
        mlflow.log_metrics(
            {
                "train/loss": float(model.loss_),
                "train/accuracy": accuracy_score(train_y, model.predict(train_x.values)),
                "val/loss": log_loss(valid_y, predicted, labels=classes),
                "val/accuracy": accuracy_score(valid_y, classes[predicted.argmax(axis=1)]),
            },
            step=epoch,
        )

    guesses = model.predict(valid_x.values)
    figure, axes = plt.subplots(figsize=(6, 5), layout="constrained")
    ConfusionMatrixDisplay.from_predictions(valid_y, guesses, ax=axes, colorbar=False)
    mlflow.log_figure(figure, "confusion_matrix.png")
    plt.close(figure)
    mlflow.log_text(classification_report(valid_y, guesses), "report.txt")
    return accuracy_score(valid_y, guesses)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--hidden", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    mlflow.set_experiment("digits")
    with mlflow.start_run():
        accuracy = train(**vars(options))
        print(f"Validation accuracy after {options.epochs} epochs: {accuracy:.3f}")


if __name__ == "__main__":
    main()
