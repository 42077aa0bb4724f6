"""Ten processes log to one run at once, each a metric of its own and one that all share."""

import json
import multiprocessing

import mlflow

processes, points = 10, 100
forked = multiprocessing.get_context("fork")


def work(run_id, worker, together, answers):
    client = mlflow.MlflowClient()
    together.wait()
    client.log_param(run_id, "same", "1")
    for step in range(points):
        client.log_metric(run_id, f"own {worker}", step, timestamp=1000 + step, step=step)
        client.log_metric(run_id, "shared", worker, timestamp=1000 + step, step=step)
    try:
        client.log_param(run_id, "different", str(worker))
        answers.put("kept")
    except mlflow.exceptions.MlflowException as error:
        answers.put(error.error_code)


client = mlflow.MlflowClient()
run_id = client.create_run("0").info.run_id
together, answers = forked.Barrier(processes), forked.SimpleQueue()
workers = [forked.Process(target=work, args=(run_id, worker, together, answers)) for worker in range(processes)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()


def history(key):
    return sorted([point.step, point.value] for point in client.get_metric_history(run_id, key))


codes = [worker.exitcode for worker in workers]
print(
    json.dumps(
        {
            "codes": codes,
            "said": sorted(answers.get() for code in codes if code == 0),
            "params": client.get_run(run_id).data.params,
            "own": [history(f"own {worker}") for worker in range(processes)],
            "shared": history("shared"),
        }
    )
)
