"""Logs as the Hugging Face Trainer does: without waiting, from several places, merged by the client into batches."""

import json

import mlflow

with mlflow.start_run() as run:
    waiting = [mlflow.log_metrics({"loss": 1 / (step + 1), "rate": step}, step=step, synchronous=False) for step in range(1500)]
    waiting.append(mlflow.log_params({"epochs": 3, "batch": 8}, synchronous=False))
    for each in waiting:
        each.wait()
    mlflow.config.enable_async_logging()
    for step in range(500):
        mlflow.log_metric("later", step, step=step)
    mlflow.set_tag("stage", "end")
    mlflow.flush_async_logging()

client = mlflow.MlflowClient()
finished = client.get_run(run.info.run_id)
points = lambda key: [[point.step, point.value] for point in client.get_metric_history(run.info.run_id, key)]
print(
    json.dumps(
        {
            "status": finished.info.status,
            "params": finished.data.params,
            "stage": finished.data.tags.get("stage"),
            "loss": sorted(points("loss")),
            "rate": sorted(points("rate")),
            "later": sorted(points("later")),
        }
    )
)
