"""A run that goes on for some seconds, with everything that changes while one does."""

import json
import sys
import time

import mlflow

steps = json.load(sys.stdin)["steps"]
mlflow.set_experiment("live")
with mlflow.start_run(run_name="live") as run:
    for step in range(steps):
        mlflow.log_metric("loss", 1 / (1 + step), step=step)
        if step == steps // 2:
            mlflow.log_param("found later", "yes")
            mlflow.log_text("half way", "progress.txt")
        time.sleep(0.05)
    mlflow.log_metric("loss", 0.5, step=3, timestamp=7)
    mlflow.log_text("done", "progress.txt")
print(json.dumps({"run": run.info.run_id}))
