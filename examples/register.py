"""Trains two classifiers of the digits, registers each as a version of the model `digits`, and loads one again.

    python register.py
"""

import mlflow
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from digits import load

MODEL = "digits"
CLASSIFIERS = {
    "logistic regression": LogisticRegression(max_iter=200),
    "random forest": RandomForestClassifier(n_estimators=60, random_state=0),
}


def main():
    mlflow.set_experiment("digits")
    client = mlflow.MlflowClient()
    (train_x, train_y), (valid_x, valid_y) = load()
    scores = {}
    for name, classifier in CLASSIFIERS.items():
        with mlflow.start_run(run_name=name):
            mlflow.log_params(classifier.get_params())
            classifier.fit(train_x, train_y)
            accuracy = classifier.score(valid_x, valid_y)
            mlflow.log_metric("val/accuracy", accuracy)
            info = mlflow.sklearn.log_model(
                classifier,
                name="model",
                signature=infer_signature(train_x, classifier.predict(train_x)),
                registered_model_name=MODEL,
                serialization_format="cloudpickle",
            )
            scores[info.registered_model_version] = accuracy
            print(f"{name}: version {info.registered_model_version}, accuracy {accuracy:.3f}")
    best = max(scores, key=scores.get)
    client.set_registered_model_alias(MODEL, "champion", best)
    champion = mlflow.sklearn.load_model(f"models:/{MODEL}@champion")
    print(f"The champion is version {best}: accuracy {champion.score(valid_x, valid_y):.3f}")


if __name__ == "__main__":
    main()
