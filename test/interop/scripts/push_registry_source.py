"""A registered model: one version from a logged model, one from a run's artifacts, as clients before MLflow 3 made them."""

import json

import mlflow
import pandas as pd
from sklearn.linear_model import LinearRegression

client = mlflow.MlflowClient()
mlflow.set_experiment("registered")
frame = pd.DataFrame({"x": [1.0, 2.0], "y": [2.0, 4.0]})
model = LinearRegression().fit(frame[["x"]], frame["y"])

with mlflow.start_run(run_name="maker") as run:
    info = mlflow.sklearn.log_model(model, name="line", registered_model_name="team line")
    local = mlflow.artifacts.download_artifacts(info.model_uri)
    mlflow.log_artifacts(local, "older")
source = f"{run.info.artifact_uri}/older"
client.create_model_version("team line", source=source, run_id=run.info.run_id, description="the older way", tags={"checked": "yes"})
client.set_registered_model_tag("team line", "owner", "ann")
client.set_registered_model_alias("team line", "champion", 1)
client.set_registered_model_alias("team line", "challenger", 2)
print(json.dumps({"run": run.info.run_id}))
