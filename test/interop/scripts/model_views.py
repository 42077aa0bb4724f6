"""Logs, registers and loads a scikit-learn model as a script that knows nothing of Tidemark would."""

import json
import sys

import mlflow
import pandas as pd
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression

major = int(mlflow.__version__.split(".")[0])
features = pd.DataFrame({"width": [1.0, 2.0, 3.0, 4.0], "height": [4.0, 3.0, 2.0, 1.0]})
labels = [0, 0, 1, 1]

mlflow.set_experiment("shapes")
with mlflow.start_run(run_name="heron") as run:
    mlflow.log_param("penalty", "l2")
    model = LogisticRegression().fit(features, labels)
    mlflow.log_metric("val_accuracy", model.score(features, labels))
    where = {"name": "shapes-model"} if major >= 3 else {"artifact_path": "shapes-model"}
    mlflow.sklearn.log_model(
        model,
        signature=infer_signature(features, model.predict(features)),
        registered_model_name="shapes",
        serialization_format="cloudpickle",
        **where,
    )

client = mlflow.MlflowClient()
client.set_registered_model_alias("shapes", "champion", "1")
json.dump(
    {
        "runId": run.info.run_id,
        "expected": model.predict(features).tolist(),
        "loaded": mlflow.sklearn.load_model("models:/shapes@champion").predict(features).tolist(),
    },
    sys.stdout,
)
