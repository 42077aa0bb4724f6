"""Lets MLflow log a random forest on the wine data by itself.

    python autolog.py
"""

import mlflow
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def main():
    mlflow.set_experiment("wine")
    mlflow.sklearn.autolog()
    wine = load_wine(as_frame=True)
    train_x, test_x, train_y, test_y = train_test_split(
        wine.data, wine.target, test_size=0.3, random_state=0, stratify=wine.target
    )
    with mlflow.start_run():
        forest = RandomForestClassifier(n_estimators=50, max_depth=4, random_state=0)
        forest.fit(train_x, train_y)
        print(f"Test accuracy: {forest.score(test_x, test_y):.3f}")


if __name__ == "__main__":
    main()
