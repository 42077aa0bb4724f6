"""Trains with LightGBM's autologging, logs and registers a model, and loads it back by three names."""

import json

import frameworks  # noqa: F401
import lightgbm
import mlflow
import numpy as np

random = np.random.default_rng(7)
features = random.normal(size=(200, 3))
target = features[:, 0] * 2 + random.normal(scale=0.1, size=200)

mlflow.lightgbm.autolog(log_datasets=False)
training = lightgbm.Dataset(features[:150], target[:150])
held_out = lightgbm.Dataset(features[150:], target[150:], reference=training)
parameters = {"objective": "regression", "metric": "l2", "num_leaves": 7, "verbose": -1, "num_threads": 1}

with mlflow.start_run() as run:
    booster = lightgbm.train(parameters, training, num_boost_round=10, valid_sets=[held_out], valid_names=["held_out"])
    name = {"name": "by_hand"} if mlflow.__version__.startswith("3.") else {"artifact_path": "by_hand"}
    logged = mlflow.lightgbm.log_model(booster, registered_model_name="boosted", pip_requirements=[], **name)

registered = mlflow.register_model(logged.model_uri, "boosted")
client = mlflow.MlflowClient()
client.set_registered_model_alias("boosted", "best", registered.version)
expected = booster.predict(features[:5]).tolist()
finished = client.get_run(run.info.run_id)
print(
    json.dumps(
        {
            "status": finished.info.status,
            "params": finished.data.params,
            "steps": [point.step for point in client.get_metric_history(run.info.run_id, "held_out-l2")],
            "importance": sorted(each.path for each in client.list_artifacts(run.info.run_id)),
            "version": str(registered.version),
            "expected": expected,
            "loaded": [
                mlflow.lightgbm.load_model(uri).predict(features[:5]).tolist()
                for uri in (logged.model_uri, "models:/boosted/1", "models:/boosted@best")
            ],
        }
    )
)
