"""Trains with Keras' autologging and nothing else, registers what it logged, and loads it back by four names."""

import json

import frameworks  # noqa: F401
import keras
import mlflow
import numpy as np

keras.utils.set_random_seed(7)
features = np.random.default_rng(7).normal(size=(80, 3)).astype("float32")
target = features[:, 0] * 2

mlflow.keras.autolog()
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
with mlflow.start_run() as run:
    losses = model.fit(features, target, epochs=12, batch_size=16, validation_split=0.25, verbose=0).history
    name = {"name": "by_hand"} if mlflow.__version__.startswith("3.") else {"artifact_path": "by_hand"}
    logged = mlflow.keras.log_model(model, registered_model_name="network", pip_requirements=[], **name)

automatic = f"runs:/{run.info.run_id}/model"
registered = mlflow.register_model(automatic, "network")
client = mlflow.MlflowClient()
client.set_registered_model_alias("network", "best", registered.version)
finished = client.get_run(run.info.run_id)


def history(key):
    return [[point.step, point.value] for point in client.get_metric_history(run.info.run_id, key)]


def predictions(network):
    return network.predict(features[:5], verbose=0).flatten().tolist()


print(
    json.dumps(
        {
            "status": finished.info.status,
            "params": finished.data.params,
            "losses": losses,
            "logged": {key: history(key) for key in losses},
            "artifacts": sorted(each.path for each in client.list_artifacts(run.info.run_id)),
            "version": str(registered.version),
            "expected": predictions(model),
            "loaded": [
                predictions(mlflow.keras.load_model(uri))
                for uri in (automatic, logged.model_uri, "models:/network/1", "models:/network@best")
            ],
        }
    )
)
