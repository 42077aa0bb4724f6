"""Runs with everything that can be pushed: nested, with artifacts, data sets, odd numbers, many parameters and a model."""

import json
import os
import tempfile

import mlflow
import numpy as np
import pandas as pd
from mlflow.entities import Metric, Param, RunTag
from sklearn.linear_model import LinearRegression

client = mlflow.MlflowClient()
mlflow.set_experiment("to push")
mlflow.set_experiment_tag("mlflow.note.content", "of the team")
folder = tempfile.mkdtemp()

with mlflow.start_run(run_name="outer", tags={"owner": "ann", "mlflow.note.content": "a **note**"}) as outer:
    mlflow.log_params({f"p{index}": index for index in range(150)})
    points = [Metric("loss", 1 / (1 + step), 1_700_000_000_000 + step, step) for step in range(2500)]
    for start in range(0, len(points), 1000):
        client.log_batch(outer.info.run_id, metrics=points[start : start + 1000])
    odd = [float("nan"), float("inf"), float("-inf"), -0.5, 1e-300]
    client.log_batch(outer.info.run_id, metrics=[Metric("odd", value, 1_700_000_000_000, step) for step, value in enumerate(odd)])
    for key in range(30):
        mlflow.log_metric(f"val/metric {key}", key, step=3)
    mlflow.log_text("hällo", "notes/ünïcode name + 100%.txt")
    mlflow.log_text("", "empty.txt")
    path = os.path.join(folder, "big.bin")
    with open(path, "wb") as file:
        file.write(os.urandom(8 * 1024 * 1024))
    mlflow.log_artifact(path, "deep/er")
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [1.0, 2.0]})
    mlflow.log_input(mlflow.data.from_pandas(frame, name="training set"), context="training")
    for index in range(2):
        with mlflow.start_run(run_name=f"inner {index}", nested=True):
            mlflow.log_metric("loss", index, step=1)
            if index == 1:
                with mlflow.start_run(run_name="innermost", nested=True):
                    mlflow.log_param("deep", "yes")
    model = LinearRegression().fit(frame[["x"]], frame["y"])
    info = mlflow.sklearn.log_model(model, name="line", input_example=frame[["x"]], step=2)
    mlflow.set_logged_model_tags(info.model_id, {"stage of life": "young"})
    mlflow.log_metric("rmse", 0.25, step=4, model_id=info.model_id)

try:
    with mlflow.start_run(run_name="failed", tags={"tidemark.starred": "true"}):
        raise ValueError("on purpose")
except ValueError:
    pass

print(json.dumps({"outer": outer.info.run_id, "model": info.model_id}))
