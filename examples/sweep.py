"""Tries several settings as nested runs; the last one has a learning rate so large that training fails.

    python sweep.py
"""

import mlflow

from train import train

SETTINGS = [
    {"learning_rate": 0.3, "hidden": 64, "epochs": 25},
    {"learning_rate": 0.1, "hidden": 32, "epochs": 25},
    {"learning_rate": 0.005, "hidden": 32, "epochs": 25},
    {"learning_rate": 1e5, "hidden": 32, "epochs": 25},
]


def main():
    mlflow.set_experiment("digits")
    with mlflow.start_run(run_name="sweep"):
        best = 0.0
        for setting in SETTINGS:
            name = f"lr {setting['learning_rate']:g}, {setting['hidden']} hidden"
            try:
                with mlflow.start_run(run_name=name, nested=True):
                    accuracy = train(**setting, batch_size=64, seed=0)
                    best = max(best, accuracy)
                    print(f"{name}: {accuracy:.3f}")
            except (FloatingPointError, ValueError) as error:
                # The run is marked as failed; the sweep goes on.
                print(f"{name}: failed ({error})")
        mlflow.log_metric("best_val_accuracy", best)


if __name__ == "__main__":
    main()
