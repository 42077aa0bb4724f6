"""A lot at once: full batches, asynchronous logging, several processes and threads on one run."""

import json
import subprocess
import sys
import threading
import time

import mlflow
from mlflow.entities import Metric, Param, RunTag

client = mlflow.MlflowClient()

if len(sys.argv) > 1:
    run_id, writer = sys.argv[1], sys.argv[2]
    for step in range(50):
        client.log_metric(run_id, "shared", float(step), step=step, timestamp=step)
        client.log_metric(run_id, f"own {writer}", float(step), step=step)
    sys.exit(0)

mlflow.set_experiment("volume")

with mlflow.start_run() as batch:
    now = int(time.time() * 1000)
    for start in range(0, 5000, 1000):
        client.log_batch(
            batch.info.run_id,
            metrics=[Metric("m", float(step), now, step) for step in range(start, start + 1000)],
        )
    mlflow.log_params({f"p{index}": "v" * 500 for index in range(250)})
    mlflow.set_tags({f"t{index}": "v" for index in range(120)})

with mlflow.start_run() as asynchronous:
    for step in range(500):
        mlflow.log_metric("loss", 1.0 / (step + 1), step=step, synchronous=False)
    mlflow.log_params({f"p{index}": index for index in range(20)}, synchronous=False)
    mlflow.flush_async_logging()

with mlflow.start_run() as shared:
    writers = [
        subprocess.Popen([sys.executable, __file__, shared.info.run_id, str(writer)]) for writer in range(2)
    ]
    threads = [
        threading.Thread(target=lambda: [client.log_metric(shared.info.run_id, "threads", 1.0, step=s) for s in range(20)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    exits = [writer.wait() for writer in writers]


def points(run, key):
    return len(client.get_metric_history(run.info.run_id, key))


finished = client.get_run(batch.info.run_id)
json.dump(
    {
        "batch": points(batch, "m"),
        "params": len(finished.data.params),
        "tags": len([key for key in finished.data.tags if not key.startswith("mlflow.")]),
        "async": points(asynchronous, "loss"),
        "asyncParams": len(client.get_run(asynchronous.info.run_id).data.params),
        "exits": exits,
        "shared": points(shared, "shared"),
        "own": [points(shared, f"own {writer}") for writer in range(2)],
        "latest": client.get_run(shared.info.run_id).data.metrics["shared"],
    },
    sys.stdout,
)
