"""Data sets as inputs of a run."""

import json
import sys

import mlflow
import pandas as pd

mlflow.set_experiment("inputs")
frame = pd.DataFrame({"x": [1, 2, 3], "y": [0.5, None, 1.5], "größe": ["a", "b", "c"]})
train = mlflow.data.from_pandas(frame, source="train.csv", name="train", targets="y")
test = mlflow.data.from_pandas(frame[:2], source="test.csv", name="test")

with mlflow.start_run() as run:
    mlflow.log_input(train, context="training", tags={"fold": "1"})
    mlflow.log_input(test, context="evaluation")
    mlflow.log_input(train, context="training")

stored = mlflow.get_run(run.info.run_id)
first = next(each for each in stored.inputs.dataset_inputs if each.dataset.name == "train")
source = mlflow.data.get_source(first)
json.dump(
    {
        "runId": run.info.run_id,
        "experimentId": run.info.experiment_id,
        "inputs": sorted(
            [
                each.dataset.name,
                each.dataset.digest,
                each.dataset.source_type,
                sorted([tag.key, tag.value] for tag in each.tags),
            ]
            for each in stored.inputs.dataset_inputs
        ),
        "expected": sorted([train.digest, test.digest]),
        "schema": json.loads(first.dataset.schema),
        "profile": json.loads(first.dataset.profile),
        "source": source.uri if hasattr(source, "uri") else str(source),
    },
    sys.stdout,
)
