"""Logs metrics with MLflow's own client and prints, for each command on its input, the seconds that took.

A command is a JSON object with the server's `url`, its `token` (or null) and how many `calls` to make.
"""

import contextlib
import json
import os
import sys
import time

import mlflow


def measure(url, token, calls):
    os.environ.pop("MLFLOW_TRACKING_TOKEN", None)
    if token is not None:
        os.environ["MLFLOW_TRACKING_TOKEN"] = token
    mlflow.set_tracking_uri(url)
    with mlflow.start_run(experiment_id="0"):
        mlflow.log_metric("loss", 1.0, step=0)
        started = time.perf_counter()
        for step in range(calls):
            mlflow.log_metric("loss", 1 / (1 + step), step=step)
        return time.perf_counter() - started


for line in sys.stdin:
    command = json.loads(line)
    # The client says where a run can be seen.
    with contextlib.redirect_stdout(sys.stderr):
        seconds = measure(command["url"], command["token"], command["calls"])
    print(json.dumps(seconds), flush=True)
