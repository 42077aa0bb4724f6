"""The model registry as a script uses it: registering, naming, finding, loading and deleting models."""

import json
import sys

import mlflow
import numpy as np
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression

client = mlflow.MlflowClient()
newer = int(mlflow.__version__.split(".")[0]) >= 3
features = np.array([[0.0], [1.0], [2.0]])
model = LinearRegression().fit(features, features[:, 0] * 2)


def log_model(**options):
    """MLflow 3 calls the first argument a name; before it was a path."""
    place = {"name": "model"} if newer else {"artifact_path": "model"}
    signature = infer_signature(features, model.predict(features))
    return mlflow.sklearn.log_model(model, **place, signature=signature, **options)


def error_of(call):
    try:
        call()
    except mlflow.exceptions.MlflowException as error:
        return error.error_code
    return None


def predict(uri, flavor=mlflow.sklearn):
    return [round(value) for value in flavor.load_model(uri).predict(features)]


result = {}

with mlflow.start_run() as run:
    logged = log_model(registered_model_name="double")
run_id = run.info.run_id
first = client.get_model_version("double", "1")
result["first"] = [first.version, first.status, first.current_stage, first.run_id == run_id]

by_run = mlflow.register_model(f"runs:/{run_id}/model", "double", tags={"how": "by run"})
result["byRun"] = [by_run.version, by_run.run_id == run_id, client.get_model_version("double", "2").tags]
if newer:
    by_model = mlflow.register_model(f"models:/{logged.model_id}", "double")
    result["byModel"] = [by_model.version, by_model.run_id == run_id, by_model.source == f"models:/{logged.model_id}"]
    listed = json.loads(client.get_logged_model(logged.model_id).tags["mlflow.modelVersions"])
    result["listed"] = sorted({int(each["version"]) for each in listed})
else:
    client.create_model_version("double", logged.model_uri, run_id)

client.set_registered_model_alias("double", "champion", "2")
client.transition_model_version_stage("double", "1", "Staging")
client.transition_model_version_stage("double", "2", "Staging", archive_existing_versions=True)
result["stages"] = [client.get_model_version("double", str(number)).current_stage for number in (1, 2, 3)]
result["latest"] = sorted(
    (each.current_stage, int(each.version)) for each in client.get_latest_versions("double")
)
result["latestStaging"] = [int(each.version) for each in client.get_latest_versions("double", ["Staging"])]
aliased = client.get_model_version_by_alias("double", "champion")
result["aliased"] = [int(aliased.version), list(aliased.aliases)]
result["aliases"] = {alias: int(version) for alias, version in client.get_registered_model("double").aliases.items()}

uris = ["models:/double@champion", "models:/double/1", "models:/double/latest", "models:/double/Staging"]
if newer:
    uris.append(f"models:/{logged.model_id}")
result["loaded"] = [predict(uri) for uri in uris]
result["pyfunc"] = predict("models:/double@champion", mlflow.pyfunc)
result["info"] = mlflow.models.get_model_info("models:/double/2").signature is not None
result["downloadUri"] = client.get_model_version_download_uri("double", "2").startswith("mlflow-artifacts:/0/")
copied = client.copy_model_version("models:/double@champion", "copy")
result["copied"] = [int(copied.version), copied.source, predict("models:/copy/1")]

client.update_registered_model("double", "Twice as much")
client.set_registered_model_tag("double", "team", "a b")
client.set_model_version_tag("double", "1", "checked", "yes")
client.update_model_version("double", "1", "The first")
described = client.get_model_version("double", "1")
result["described"] = [
    client.get_registered_model("double").description,
    client.get_registered_model("double").tags,
    described.description,
    described.tags,
]
client.delete_registered_model_tag("double", "team")
client.delete_model_version_tag("double", "1", "checked")
result["tagsLeft"] = [client.get_registered_model("double").tags, client.get_model_version("double", "1").tags]


def versions(filter_string, **options):
    return [(each.name, int(each.version)) for each in client.search_model_versions(filter_string, **options)]


result["found"] = {
    "models": [each.name for each in client.search_registered_models()],
    "byName": [each.name for each in client.search_registered_models("name LIKE 'dou%'")],
    "ofModel": versions("name = 'double'", order_by=["version_number ASC"]),
    "ofRun": len(versions(f"run_id = '{run_id}'")),
    "byTag": versions("tags.how = 'by run'"),
    "page": [len(client.search_model_versions(max_results=2)), bool(client.search_model_versions(max_results=2).token)],
}
result["errors"] = {
    "again": error_of(lambda: client.create_registered_model("double")),
    "unknown": error_of(lambda: client.get_registered_model("nobody")),
    "unknownVersion": error_of(lambda: client.get_model_version("double", "99")),
    "unknownAlias": error_of(lambda: client.get_model_version_by_alias("double", "nobody")),
    "reserved": error_of(lambda: client.set_registered_model_alias("double", "v1", "1")),
    "stage": error_of(lambda: client.transition_model_version_stage("double", "1", "Better")),
    "filter": error_of(lambda: client.search_model_versions("colour = 'x'")),
    "badName": error_of(lambda: client.create_registered_model("a/b")),
    "source": error_of(lambda: client.create_model_version("double", "/etc/passwd")),
    "load": error_of(lambda: mlflow.pyfunc.load_model("models:/double/99")),
}

client.rename_registered_model("double", "twice")
result["renamed"] = predict("models:/twice@champion")
client.delete_model_version("twice", "3")
result["afterDeletion"] = [
    int(client.create_model_version("twice", f"runs:/{run_id}/model", run_id).version),
    error_of(lambda: client.get_model_version("twice", "3")),
]
client.delete_registered_model_alias("twice", "champion")
result["aliasGone"] = error_of(lambda: client.get_model_version_by_alias("twice", "champion"))
client.delete_registered_model("twice")
result["gone"] = [each.name for each in client.search_registered_models()]

json.dump({"runId": run_id, **result}, sys.stdout)
