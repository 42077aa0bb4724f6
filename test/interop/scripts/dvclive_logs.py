"""Uses DVCLive in the working folder."""

import os

os.environ |= {"DVC_NO_ANALYTICS": "true", "DVCLIVE_LOGLEVEL": "ERROR"}

import numpy as np
from dvclive import Live
from logged import Logged

logged = Logged()
special = [float("nan"), float("inf"), float("-inf"), 0.0, 0.1, 5e-324, 1.7976931348623157e308, -1.5]
os.makedirs("project")
os.chdir("project")
with Live(save_dvc_exp=False, report=None) as live:
    live.log_params({"lr": 0.1, "tiny": 1e-7, "epochs": 3, "amp": True, "model": {"layers": [64, 32], "name": "x"}})
    for step, value in enumerate(special):
        live.log_metric("train/loss", 1 / (step + 1), timestamp=True)
        live.log_metric("special", value)
        live.log_metric("word", "text")
        logged.point("project", "train/loss", step, 1 / (step + 1))
        logged.point("project", "special", step, value)
        live.next_step()
    live.log_image("picture.png", np.zeros((4, 4), dtype=np.uint8))
    live.log_metric("final", 0.125, plot=False)
    logged.point("project", "final", len(special) - 1, 0.125)
logged.print()
