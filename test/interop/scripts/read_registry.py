"""A registered model as a client sees it, loaded through its aliases."""

import json
import sys

import mlflow
import pandas as pd

name = json.load(sys.stdin)["name"]
client = mlflow.MlflowClient()
model = client.get_registered_model(name)
versions = []
for version in sorted(client.search_model_versions(f"name = '{name}'"), key=lambda each: int(each.version)):
    loaded = mlflow.pyfunc.load_model(f"models:/{name}/{version.version}")
    versions.append({
        "version": version.version,
        "description": version.description or "",
        "tags": {key: value for key, value in version.tags.items() if not key.startswith("tidemark.")},
        "run": client.get_run(version.run_id).info.run_name,
        "predicts": round(float(loaded.predict(pd.DataFrame({"x": [3.0]}))[0]), 6),
    })
print(json.dumps({
    "tags": model.tags,
    "aliases": {alias: str(version) for alias, version in sorted(model.aliases.items())},
    "versions": versions,
}))
