"""What the engine does not serve must neither fail a script nor hold it up."""

import json
import sys
import time

import mlflow

mlflow.set_experiment("later")
started = time.time()


@mlflow.trace
def traced(x):
    return x + 1


with mlflow.start_run() as run:
    value = traced(1)
    mlflow.log_metric("after", value)
if hasattr(mlflow, "flush_trace_async_logging"):
    mlflow.flush_trace_async_logging(terminate=True)

told = None
client = mlflow.MlflowClient()
if hasattr(client, "create_webhook"):
    try:
        client.create_webhook("nothing", "https://example.com", ["registered_model.created"])
    except mlflow.exceptions.MlflowException as error:
        told = error.error_code

json.dump(
    {
        "runId": run.info.run_id,
        "status": mlflow.get_run(run.info.run_id).info.status,
        "after": mlflow.get_run(run.info.run_id).data.metrics["after"],
        "told": told,
        "seconds": time.time() - started,
    },
    sys.stdout,
)
