"""The life of experiments and runs through MlflowClient, and the errors on the way."""

import json
import sys
import time

import mlflow
from mlflow.entities import ViewType

client = mlflow.MlflowClient()


def error_of(call):
    try:
        call()
    except mlflow.exceptions.MlflowException as error:
        return error.error_code
    return None


a = client.create_experiment("exp a", tags={"kind": "Small"})
time.sleep(0.01)
b = client.create_experiment("exp b", tags={"kind": "large"})
time.sleep(0.01)
c = client.create_experiment("other: ünïcode/🌊 <b>")
client.set_experiment_tag(a, "extra", "1")


def names(**query):
    return [each.name for each in client.search_experiments(**query) if each.name != "Default"]


first = client.search_experiments(max_results=2)
rest = client.search_experiments(max_results=2, page_token=first.token)
result = {
    "default": client.get_experiment("0").name,
    "order": names(),
    "byName": names(order_by=["name DESC"]),
    "like": names(filter_string="name LIKE 'exp%'"),
    "ilike": names(filter_string="tags.kind ILIKE 'SMALL'"),
    "tag": names(filter_string="tags.kind = 'large' AND name = 'exp b'"),
    "notTag": names(filter_string="tags.kind != 'large'"),
    "time": names(filter_string=f"creation_time >= {client.get_experiment(c).creation_time}"),
    "pages": [len(first), len(rest), rest.token or None],
    "again": error_of(lambda: client.create_experiment("exp a")),
    "unknown": error_of(lambda: client.get_experiment("987654")),
    "unknownName": client.get_experiment_by_name("nobody"),
    "badId": error_of(lambda: client.get_experiment("abc")),
    "emptyName": error_of(lambda: client.create_experiment("")),
    "badFilter": error_of(lambda: client.search_experiments(filter_string="nothing = 'x'")),
}
run = client.create_run(a)
client.rename_experiment(a, "exp renamed")
client.delete_experiment(a)
result["afterDelete"] = {
    "names": names(),
    "deleted": [each.name for each in client.search_experiments(view_type=ViewType.DELETED_ONLY)],
    "all": len(client.search_experiments(view_type=ViewType.ALL)),
    "byName": client.get_experiment_by_name("exp renamed").lifecycle_stage,
    "run": client.get_run(run.info.run_id).info.lifecycle_stage,
    "createRun": error_of(lambda: client.create_run(a)),
    "logMetric": error_of(lambda: client.log_metric(run.info.run_id, "m", 1)),
}
client.restore_experiment(a)
result["afterRestore"] = {
    "run": client.get_run(run.info.run_id).info.lifecycle_stage,
    "name": client.get_experiment(a).name,
}
client.delete_run(run.info.run_id)
result["deletedRun"] = client.get_run(run.info.run_id).info.lifecycle_stage
client.restore_run(run.info.run_id)
client.update_run(run.info.run_id, status="FAILED", name="renamed run")
again = client.get_run(run.info.run_id)
result["updatedRun"] = [again.info.lifecycle_stage, again.info.status, again.info.run_name, again.data.tags["mlflow.runName"]]
client.set_tag(run.info.run_id, "mlflow.runName", "by tag")
result["renamedByTag"] = client.get_run(run.info.run_id).info.run_name
result["unknownRun"] = error_of(lambda: client.get_run("0" * 32))
result["missingTag"] = error_of(lambda: client.delete_tag(run.info.run_id, "none"))
json.dump(result, sys.stdout)
