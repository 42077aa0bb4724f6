"""Writes runs of W&B below the working folder, offline."""

import os
import signal
import sys
import time

os.environ |= {"WANDB_MODE": "offline", "WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}

import numpy as np
import wandb
from logged import Logged

logged = Logged()
special = [float("nan"), float("inf"), float("-inf"), 0.0, 0.1, 5e-324, 1.7976931348623157e308, -1.5]

if sys.argv[1:] == ["killed"]:
    run = wandb.init(project="mnist", id="killed", dir=".")
    # W&B writes a block of 32 KiB when it is full.
    while os.path.getsize(f"{os.path.dirname(run.dir)}/run-killed.wandb") < 100_000:
        for _ in range(100):
            run.log({"loss": 1 / (run.step + 1)})
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGKILL)

config = {
    "lr": 0.1,
    "tiny": 1e-7,
    "epochs": 3,
    "ratio": 1.0,
    "amp": True,
    "resume": None,
    "huge": 2**70,
    "model": {"layers": [64, 32.5, "x"], "optimizer": {"name": "adam"}},
    "odd?": "v",
}
run = wandb.init(
    project="mnist", id="first", dir=".", config=config, name="nice-run", tags=["a", "b"], notes="a note", group="g", job_type="train"
)
for step in range(2500):
    run.log({"loss": 1 / (step + 1), "val": {"acc": step / 3}})
    logged.point("mnist/first", "loss", step, 1 / (step + 1))
    logged.point("mnist/first", "val.acc", step, step / 3)
for step, value in enumerate(special, 3000):
    run.log({"special": value, "int": step, "np": np.float64(value), "flag": True, "word": "text"}, step=step)
    logged.point("mnist/first", "special", step, value)
    logged.point("mnist/first", "np", step, value)
    logged.point("mnist/first", "int", step, step)
    logged.point("mnist/first", "flag", step, 1)
run.log({"picture": wandb.Image(np.zeros((4, 4, 3), dtype=np.uint8)), "bins": wandb.Histogram([1, 2, 3])}, step=4000)
run.summary["best"] = 0.125
run.summary["verdict"] = "good"
logged.point("mnist/first", "best", 4000, 0.125)
run.config["late"] = "added"
print("to the console")
run.finish()

run = wandb.init(project="mnist", id="failed", dir=".")
run.log({"loss": 0.25})
logged.point("mnist/failed", "loss", 0, 0.25)
run.finish(exit_code=3)

logged.print()
