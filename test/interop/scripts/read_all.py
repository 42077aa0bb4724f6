"""Everything that a server has of one experiment, as a client reads it; ids are left out or named by the runs' names."""

import hashlib
import json
import os
import sys

import mlflow

question = json.load(sys.stdin)
client = mlflow.MlflowClient()
experiment = client.get_experiment_by_name(question["experiment"])


def number(value):
    return repr(float(value))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def tree(folder):
    found = {}
    for root, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)
            key = os.path.relpath(path, folder)
            found[key] = "described" if name == "MLmodel" else digest(path)
    return found


runs = mlflow.search_runs([experiment.experiment_id], output_format="list", max_results=1000)
names = {run.info.run_id: run.info.run_name for run in runs}
own = ("tidemark.",)


def tags(entries):
    return {
        key: names.get(value, value)
        for key, value in entries.items()
        if not key.startswith(own) and key not in ("mlflow.log-model.history", "mlflow.modelVersions")
    }


def described(run):
    run_id = run.info.run_id
    history = {
        key: [(m.step, m.timestamp, number(m.value)) for m in client.get_metric_history(run_id, key)]
        for key in run.data.metrics
    }
    artifacts = {}
    if client.list_artifacts(run_id) or question.get("artifacts", True):
        artifacts = tree(mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path=""))
    return {
        "status": run.info.status,
        "start": run.info.start_time,
        "end": run.info.end_time,
        "user": run.info.user_id,
        "params": run.data.params,
        "tags": tags(run.data.tags),
        "latest": {key: number(value) for key, value in run.data.metrics.items()},
        "history": {key: sorted(points) for key, points in history.items()},
        "artifacts": artifacts,
        "datasets": [
            {"name": i.dataset.name, "digest": i.dataset.digest, "schema": i.dataset.schema, "profile": i.dataset.profile,
             "source": i.dataset.source, "tags": {t.key: t.value for t in i.tags}}
            for i in run.inputs.dataset_inputs
        ],
        "outputs": [o.step for o in (run.outputs.model_outputs if run.outputs else [])],
    }


models = []
for model in mlflow.search_logged_models(experiment_ids=[experiment.experiment_id], output_format="list"):
    folder = mlflow.artifacts.download_artifacts(f"models:/{model.model_id}")
    with open(os.path.join(folder, "MLmodel")) as file:
        names_itself = model.model_id in file.read()
    models.append({
        "name": model.name,
        "status": str(model.status),
        "type": model.model_type,
        "source": names.get(model.source_run_id),
        "params": model.params,
        "tags": tags(model.tags),
        "metrics": sorted((m.key, m.step, m.timestamp, number(m.value), names.get(m.run_id)) for m in model.metrics),
        "files": tree(folder),
        "namesItself": names_itself,
    })

print(json.dumps({
    "experimentTags": {k: v for k, v in experiment.tags.items() if not k.startswith("mlflow.experiment")},
    "ids": sorted(names),
    "runs": {run.info.run_name: described(run) for run in runs},
    "models": models,
}))
