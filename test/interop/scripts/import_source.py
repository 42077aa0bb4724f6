"""What a team's server may hold: experiments, runs with everything, deleted ones, registered models, and whatever its version has besides."""

import json

import mlflow
import pandas as pd
from mlflow.entities import Metric
from sklearn.linear_model import LinearRegression

client = mlflow.MlflowClient()
three = mlflow.__version__.startswith("3")
mlflow.set_experiment("of the team")
mlflow.set_experiment_tag("mlflow.note.content", "a note")
frame = pd.DataFrame({"x": [1.0, 2.0], "y": [2.0, 4.0]})

with mlflow.start_run(run_name="outer", tags={"owner": "ann", "odd key/with: all. of-them_": "hällo"}) as outer:
    mlflow.log_params({f"p{index}": index for index in range(120)})
    points = [Metric("loss", 1 / (1 + step), 1_700_000_000_000 + step, step) for step in range(26_000)]
    for start in range(0, len(points), 1000):
        client.log_batch(outer.info.run_id, metrics=points[start : start + 1000])
    odd = [float("nan"), float("inf"), float("-inf"), -0.5, 1e-300]
    client.log_batch(outer.info.run_id, metrics=[Metric("odd", value, 1_700_000_000_000, step) for step, value in enumerate(odd)])
    client.log_metric(outer.info.run_id, "below zero", 1, timestamp=1_700_000_000_000, step=-3)
    mlflow.log_text("hällo", "notes/deep/ünïcode name + 100%.txt")
    mlflow.log_text("", "empty.txt")
    mlflow.log_input(mlflow.data.from_pandas(frame, name="training set"), context="training")
    with mlflow.start_run(run_name="inner", nested=True):
        mlflow.log_metric("loss", 0.5, step=1)
    model = LinearRegression().fit(frame[["x"]], frame["y"])
    info = mlflow.sklearn.log_model(model, **({"name": "line"} if three else {"artifact_path": "line"}), registered_model_name="team line")
    if three:
        mlflow.set_logged_model_tags(info.model_id, {"stage of life": "young"})
        mlflow.log_metric("rmse", 0.25, step=4, model_id=info.model_id)

try:
    with mlflow.start_run(run_name="failed"):
        raise ValueError("on purpose")
except ValueError:
    pass
with mlflow.start_run(run_name="deleted") as deleted:
    mlflow.log_metric("loss", 1)
mlflow.delete_run(deleted.info.run_id)

gone = mlflow.create_experiment("deleted experiment")
with mlflow.start_run(experiment_id=gone, run_name="with its experiment"):
    mlflow.log_param("lr", 0.1)
mlflow.delete_experiment(gone)

client.update_model_version("team line", 1, description="the first")
client.set_registered_model_tag("team line", "owner", "ann")
client.set_registered_model_alias("team line", "champion", 1)
if three:
    mlflow.genai.register_prompt(name="greeting", template="Hello {{name}}", tags={"author": "ann"})
    with mlflow.start_span("traced"):
        pass
print(json.dumps({"outer": outer.info.run_id}))
