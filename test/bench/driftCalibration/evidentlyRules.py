"""Evidently's default rules on the pairs that driftCalibration.ts sends: a line of JSON each, answered by the names of columns that drift."""

import json
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

from evidently import DataDefinition, Dataset, Report  # noqa: E402
from evidently.presets import DataDriftPreset  # noqa: E402


def frame(columns, side, path, sizes):
    """The values of one side stand one column after the other."""
    rows = sizes[side]
    start = 0 if side == "reference" else sizes["reference"]
    values = np.memmap(path, dtype="<f8", mode="r").reshape(len(columns), sizes["reference"] + sizes["current"])
    data = {}
    for at, column in enumerate(columns):
        part = np.array(values[at, start : start + rows])
        numeric = column["kind"] == "numbers"
        data[column["name"]] = part if numeric else np.char.add("c", part.astype(int).astype(str))
    return pd.DataFrame(data)


def is_drift(metric):
    """P-values alarm below their threshold, distances from it on."""
    config, value = metric["config"], metric["value"]
    if isinstance(value, dict):
        value = value["value"]
    return value < config["threshold"] if "p_value" in config["method"] else value >= config["threshold"]


for line in sys.stdin:
    asked = json.loads(line)
    columns = asked["columns"]
    definition = DataDefinition(
        numerical_columns=[column["name"] for column in columns if column["kind"] == "numbers"],
        categorical_columns=[column["name"] for column in columns if column["kind"] == "categories"],
    )
    reference, current = (
        Dataset.from_pandas(frame(columns, side, asked["path"], asked["sizes"]), data_definition=definition)
        for side in ("reference", "current")
    )
    result = json.loads(Report([DataDriftPreset()]).run(current_data=current, reference_data=reference).json())
    metrics = [metric for metric in result["metrics"] if "column" in metric["config"]]
    print(json.dumps([metric["config"]["column"] for metric in metrics if is_drift(metric)]), flush=True)
