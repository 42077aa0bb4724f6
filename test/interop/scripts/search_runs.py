"""Runs with known values, then every filter and order that the test hands in on standard input."""

import json
import math
import sys

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType

client = mlflow.MlflowClient()
experiment = client.create_experiment("search")
dataset = mlflow.data.from_numpy(__import__("numpy").arange(3), name="tides")

runs = [
    ("alpha", 1000, {"acc": 0.9, "val loss": 0.1}, {"lr": "0.1", "opt": "adam"}, {"team": "Tide"}),
    ("beta", 2000, {"acc": 0.8, "val loss": 0.2}, {"lr": "0.01", "opt": "SGD"}, {"team": "wave"}),
    ("gamma", 3000, {"acc": math.nan}, {"lr": "0.1"}, {}),
    ("delta", 4000, {"acc": math.inf}, {"opt": "it's"}, {"team": "tide"}),
    ("epsilon", 5000, {}, {}, {"mlflow.user": "eve", "odd.key with space": "x"}),
]
for name, start, metrics, params, tags in runs:
    run = client.create_run(experiment, start_time=start, run_name=name, tags=tags)
    client.log_batch(
        run.info.run_id,
        metrics=[Metric(key, value, start, 0) for key, value in metrics.items()],
        params=[Param(key, value) for key, value in params.items()],
    )
    if name == "alpha":
        with mlflow.start_run(run_id=run.info.run_id):
            mlflow.log_input(dataset, context="training")
        # The client ended the run by leaving its block; the others go on until they are told.
    if name == "beta":
        client.set_terminated(run.info.run_id, "FAILED", end_time=9000)
    if name == "epsilon":
        client.set_terminated(run.info.run_id, "KILLED", end_time=9500)

ids = {run.info.run_name: run.info.run_id for run in client.search_runs([experiment])}
answers = []
for query in json.load(sys.stdin):
    text = query.get("filter", "")
    for name, run_id in ids.items():
        text = text.replace("{" + name + "}", run_id)
    try:
        found = client.search_runs([experiment], text, order_by=query.get("orderBy"))
        answers.append([run.info.run_name for run in found])
    except mlflow.exceptions.MlflowException as error:
        answers.append({"error": error.error_code, "message": str(error)})

first = client.search_runs([experiment], max_results=2)
second = client.search_runs([experiment], max_results=2, page_token=first.token)
third = client.search_runs([experiment], max_results=2, page_token=second.token)
client.delete_run(ids["beta"])

json.dump(
    {
        "answers": answers,
        "pages": [[run.info.run_name for run in page] for page in (first, second, third)],
        "lastToken": third.token or None,
        "active": [run.info.run_name for run in client.search_runs([experiment])],
        "deleted": [run.info.run_name for run in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)],
        "frame": sorted(mlflow.search_runs([experiment], "metrics.acc > 0.5").columns.tolist()),
    },
    sys.stdout,
)
