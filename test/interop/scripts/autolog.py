"""scikit-learn with nothing but mlflow.autolog()."""

import json
import sys
import warnings

import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split

mlflow.set_experiment("autolog")
mlflow.autolog()

features, labels = load_iris(return_X_y=True, as_frame=True)
train_x, test_x, train_y, test_y = train_test_split(features, labels, random_state=0)

with mlflow.start_run(run_name="plain") as run:
    model = LogisticRegression(max_iter=200).fit(train_x, train_y)
    score = model.score(test_x, test_y)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    GridSearchCV(LogisticRegression(max_iter=200), {"C": [0.1, 1.0, 10.0]}, cv=2).fit(train_x, train_y)
search_id = mlflow.last_active_run().info.run_id

client = mlflow.MlflowClient()
stored = client.get_run(run.info.run_id)
children = client.search_runs([stored.info.experiment_id], f"tags.mlflow.parentRunId = '{search_id}'")
try:
    loaded = mlflow.sklearn.load_model(f"runs:/{run.info.run_id}/model").predict(test_x[:2]).tolist()
except Exception as error:
    loaded = repr(error)
json.dump(
    {
        "runId": run.info.run_id,
        "status": stored.info.status,
        "score": score,
        "params": stored.data.params,
        "metrics": stored.data.metrics,
        "datasets": [[each.dataset.name, [tag.value for tag in each.tags]] for each in stored.inputs.dataset_inputs],
        "artifacts": sorted(entry.path for entry in client.list_artifacts(run.info.run_id)),
        "searchStatus": client.get_run(search_id).info.status,
        "bestC": client.get_run(search_id).data.params.get("best_C"),
        "children": len(children),
        "loaded": loaded,
        "expected": model.predict(test_x[:2]).tolist(),
    },
    sys.stdout,
)
