"""Trains two classifiers of machines that fail, on data/machines.csv, and exports them to ONNX.

    python failures.py

tidemark.yaml evaluates both: see "Tidemark: Evaluate model", or run `tidemark evaluate`. Both are versions of the
registered model `failures`, which "Tidemark: Promote model version…" makes a champion where the gates allow it.
"""

from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MACHINES = "data/machines.csv"
FEATURES = ["temperature", "vibration", "pressure", "hours"]
MODELS = {
    "linear": make_pipeline(StandardScaler(), LogisticRegression()),
    "boosted": GradientBoostingClassifier(n_estimators=120, max_depth=3, random_state=0),
}


def main():
    mlflow.set_experiment("failures")
    machines = pd.read_csv(MACHINES)
    train, test = (machines[machines["part"] == part] for part in ("train", "test"))
    inputs, truth = (test[FEATURES].to_numpy(np.float32), test["failed"])
    Path("models").mkdir(exist_ok=True)
    for name, model in MODELS.items():
        with mlflow.start_run(run_name=name):
            mlflow.log_input(mlflow.data.from_pandas(train, source=MACHINES, name="machines"), context="training")
            mlflow.log_params({"model": name, "features": ", ".join(FEATURES)})
            model.fit(train[FEATURES].to_numpy(np.float32), train["failed"])
            mlflow.log_metrics(
                {
                    "test/auc": roc_auc_score(truth, model.predict_proba(inputs)[:, 1]),
                    "test/accuracy": accuracy_score(truth, model.predict(inputs)),
                }
            )
            file = Path("models", f"{name}.onnx")
            exported = to_onnx(model, inputs[:1], options={"zipmap": False}, target_opset=17)
            file.write_bytes(exported.SerializeToString())
            mlflow.onnx.log_model(
                exported,
                name="model",
                registered_model_name="failures",
                pip_requirements=["onnxruntime"],
                signature=infer_signature(inputs, model.predict(inputs)),
            )
        print(f"{name}: {file}, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
