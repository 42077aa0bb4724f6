"""Traces of every kind, then what a client finds of them. Prints what it saw."""

import json
import sys
import threading
import time
import warnings

import mlflow
from mlflow.entities import SpanEvent

warnings.filterwarnings("ignore")
started = time.time()
client = mlflow.MlflowClient()
is_old = mlflow.__version__.startswith("2.")
experiment = mlflow.set_experiment("traces").experiment_id


def id_of(trace):
    return trace.info.request_id


def flush():
    if hasattr(mlflow, "flush_trace_async_logging"):
        mlflow.flush_trace_async_logging()


@mlflow.trace
def inner(x):
    return x * 2


@mlflow.trace(name="outer", span_type="CHAIN", attributes={"model": "m-7b", "nested": {"list": [1, 2.5, None, True]}})
def outer(x):
    with mlflow.start_span("manual") as span:
        span.set_inputs({"question": "größer als 1?"})
        span.add_event(SpanEvent("looked", attributes={"where": "here", "times": 3}))
        span.set_outputs(["yes", 2])
    return inner(x) + 1


@mlflow.trace
def fails():
    raise ValueError("boom")


@mlflow.trace
def threaded():
    def work():
        with mlflow.start_span("own"):
            pass

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@mlflow.trace
def large(text):
    return len(text)


with mlflow.start_run() as run:
    result = outer(3)
    try:
        fails()
    except ValueError:
        pass
    mlflow.log_metric("after", result)
outer(5)
threaded()
large("ü" * 1_000_000)
flush()

everything = client.search_traces(experiment_ids=[experiment])
of_run = mlflow.search_traces(experiment_ids=[experiment], run_id=run.info.run_id)


def found(filter_string, **more):
    return [
        trace.info.tags["mlflow.traceName"]
        for trace in client.search_traces(experiment_ids=[experiment], filter_string=filter_string, **more)
    ]


def seen(trace):
    """A trace as its user sees it."""
    return {
        "status": str(trace.info.status.value),
        "spans": [
            {
                "name": span.name,
                "type": span.span_type,
                "parent": next((each.name for each in trace.data.spans if each.span_id == span.parent_id), None),
                "inputs": span.inputs,
                "outputs": span.outputs,
                "status": str(span.status.status_code.value),
                "attributes": {k: v for k, v in span.attributes.items() if not k.startswith("mlflow.")},
                "events": [[event.name, dict(event.attributes)] for event in span.events if event.name != "exception"],
                "errors": [
                    event.attributes["exception.message"] for event in span.events if event.name == "exception"
                ],
                "milliseconds": (span.end_time_ns - span.start_time_ns) / 1e6,
            }
            for span in sorted(trace.data.spans, key=lambda span: span.start_time_ns)
        ],
    }


by_name = {}
for trace in everything:
    by_name.setdefault(trace.info.tags["mlflow.traceName"], []).append(trace)
# What was found again, asked for alone.
again = client.get_trace(id_of(by_name["fails"][0]))

searches = {
    "error": found("attributes.status = 'ERROR'"),
    "named": found("attributes.name = 'fails'"),
    "tagged": None,
    "run": sorted(found(f"request_metadata.`mlflow.sourceRun` = '{run.info.run_id}'")),
    "ordered": found(None, order_by=["timestamp_ms ASC"]),
    "since": len(found(f"attributes.timestamp_ms > {int(started * 1000) - 1000}")),
    "never": len(found("attributes.execution_time_ms > 3600000")),
}

chosen = id_of(by_name["threaded"][0])
client.set_trace_tag(chosen, "colour", "green")
searches["tagged"] = found("tags.colour = 'green'")
client.delete_trace_tag(chosen, "colour")
searches["untagged"] = found("tags.colour = 'green'")

deleted = client.delete_traces(experiment_id=experiment, **{"request_ids" if is_old else "trace_ids": [chosen]})
left = len(client.search_traces(experiment_ids=[experiment]))

assessed = None
if not is_old:
    trace_id = again.info.trace_id
    feedback = mlflow.log_feedback(trace_id=trace_id, name="helpful", value=0.5, rationale="so so")
    mlflow.log_expectation(trace_id=trace_id, name="answer", value={"text": "42"})
    mlflow.update_assessment(trace_id, feedback.assessment_id, mlflow.entities.Feedback(name="helpful", value=0.9))
    assessed = {
        each.name: each.value for each in mlflow.get_trace(trace_id).info.assessments
    }
    assessed["rationale"] = mlflow.get_assessment(trace_id, feedback.assessment_id).rationale
    assessed["found"] = [
        trace.info.trace_id == trace_id
        for trace in mlflow.search_traces(
            locations=[experiment], filter_string="feedback.helpful > 0.7", return_type="list"
        )
    ]
    mlflow.delete_assessment(trace_id, feedback.assessment_id)
    assessed["afterwards"] = [each.name for each in mlflow.get_trace(trace_id).info.assessments]

json.dump(
    {
        "experimentId": experiment,
        "runId": run.info.run_id,
        "status": mlflow.get_run(run.info.run_id).info.status,
        "after": mlflow.get_run(run.info.run_id).data.metrics["after"],
        "all": len(everything),
        "ofRun": len(of_run),
        "outer": [seen(trace) for trace in by_name["outer"]],
        "fails": seen(again),
        "large": len(by_name["large"][0].data.spans[0].inputs["text"]),
        "searches": searches,
        "deleted": deleted,
        "left": left,
        "assessed": assessed,
        "seconds": time.time() - started,
    },
    sys.stdout,
)
