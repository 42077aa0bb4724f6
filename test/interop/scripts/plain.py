"""A plain logging script: one run with everything that a run can say, one nested, one that fails."""

import json
import math
import sys

import mlflow

experiment = mlflow.set_experiment("plain")

with mlflow.start_run(run_name="first", tags={"team": "tide"}, description="a **note**") as run:
    mlflow.log_param("lr", 0.1)
    mlflow.log_params({"depth": 3, "name with space": "x", "path/like": "y", "unicode ключ": "значение 🌊", "empty": ""})
    for step in range(10):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"acc": 0.5, "val/f1 score": 0.25}, step=3)
    mlflow.log_metric("broken", math.nan)
    mlflow.log_metric("up", math.inf)
    mlflow.log_metric("down", -math.inf)
    mlflow.log_metric("negative", -1.5, step=-2)
    mlflow.set_tags({"emoji": "🌊", "html": "<script>alert(1)</script>"})
    with mlflow.start_run(run_name="child", nested=True) as child:
        mlflow.log_metric("acc", 1.0)
    mlflow.delete_tag("team")

try:
    with mlflow.start_run(run_name="failing") as failing:
        raise ValueError("wanted")
except ValueError:
    pass

client = mlflow.MlflowClient()
stored = client.get_run(run.info.run_id)
client.log_metric(run.info.run_id, "late", 7.0)

changed = None
try:
    client.log_param(run.info.run_id, "lr", 0.2)
except mlflow.exceptions.MlflowException as error:
    changed = error.error_code

json.dump(
    {
        "experimentId": experiment.experiment_id,
        "runId": run.info.run_id,
        "childId": child.info.run_id,
        "failingStatus": client.get_run(failing.info.run_id).info.status,
        "status": stored.info.status,
        "params": stored.data.params,
        "metrics": {key: repr(value) for key, value in stored.data.metrics.items()},
        "tags": {key: value for key, value in stored.data.tags.items() if not key.startswith("mlflow.")},
        "note": stored.data.tags["mlflow.note.content"],
        "sourceName": stored.data.tags["mlflow.source.name"],
        "parentOfChild": client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"],
        "history": [[point.step, point.value] for point in client.get_metric_history(run.info.run_id, "loss")],
        "late": client.get_run(run.info.run_id).data.metrics["late"],
        "changedParam": changed,
        "artifactUri": run.info.artifact_uri,
    },
    sys.stdout,
)
