"""Logs to one run as a training script does, and writes down what the server acknowledged.

python client.py SEED CALLS LOG: a line of JSON for every call, written after its answer came.
"""

import json
import random
import sys
import tempfile
import time
from pathlib import Path

import mlflow
from mlflow.entities import Metric

seed, calls, log_file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
any_of = random.Random(seed)
client = mlflow.MlflowClient()
run_id = client.create_run("0", run_name=f"client {seed}").info.run_id
log = open(log_file, "w", encoding="utf-8", buffering=1)


def acknowledged(**what):
    log.write(json.dumps(what) + "\n")


def any_point(step):
    # A value of many digits, and a time that is sometimes an hour ago: a laptop's clock was set back.
    value = any_of.choice([any_of.gauss(0, 1), any_of.random() * 1e-9, float(any_of.randrange(3)), float("nan"), float("inf")])
    late = 3_600_000 if any_of.random() < 0.1 else 0
    return any_of.choice(["loss", "val/loss", "acc", "lr"]), value, int(time.time() * 1000) - late, step


def as_text(point):
    key, value, when, step = point
    return [key, repr(value), when, step]


for step in range(calls):
    kind = any_of.random()
    if kind < 0.7:
        key, value, when, _ = point = any_point(step)
        client.log_metric(run_id, key, value, timestamp=when, step=step)
        acknowledged(points=[as_text(point)])
    elif kind < 0.9:
        points = [any_point(step) for _ in range(any_of.randrange(1, 60))]
        client.log_batch(run_id, metrics=[Metric(key, value, when, at) for key, value, when, at in points])
        acknowledged(points=[as_text(point) for point in points])
    elif kind < 0.95:
        client.log_param(run_id, f"p{step}", step)
        acknowledged(param=[f"p{step}", str(step)])
    elif kind < 0.98:
        client.set_tag(run_id, "progress", step)
        acknowledged(tag=["progress", str(step)])
    else:
        with tempfile.TemporaryDirectory() as folder:
            content = str(any_of.random()) * 1000
            Path(folder, f"{step}.txt").write_text(content)
            client.log_artifact(run_id, f"{folder}/{step}.txt")
        acknowledged(artifact=[f"{step}.txt", content])

client.set_terminated(run_id)
acknowledged(finished=run_id)
