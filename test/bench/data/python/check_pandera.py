"""Checks with Pandera; `backend` is pandas or polars."""

import os

os.environ["DISABLE_PANDERA_IMPORT_WARNING"] = "True"

from measuring import asked, measure, read_pandas

backend = asked["backend"]
if backend == "polars":
    import pandera.polars as pa
    import polars

    TYPES = {
        "integer": polars.Int64,
        "number": polars.Float64,
        "string": polars.String,
        "date": polars.Date,
        "timestamp": polars.Datetime("us"),
        "boolean": polars.Boolean,
    }
else:
    import pandera.pandas as pa

    TYPES = {
        "integer": "int64",
        "number": "float64",
        "string": "object",
        "date": "datetime64[ns]",
        "timestamp": "datetime64[ns]",
        "boolean": "bool",
    }


def of(column):
    return [each for each in asked["checks"] if each["column"] == column]


def named(index, check):
    """Its failures are told by this."""
    check.error = str(index)
    return check


def mean_check(bounds):
    if backend == "polars":
        return pa.Check(
            lambda data: data.lazyframe.select(polars.col(data.key).mean().is_between(bounds["min"], bounds["max"]))
        )
    return pa.Check(lambda values: bounds["min"] <= values.mean() <= bounds["max"])


def check_of(kind, value):
    match kind:
        case "min":
            return pa.Check.ge(value)
        case "max":
            return pa.Check.le(value)
        case "values":
            return pa.Check.isin(value)
        case "pattern":
            return pa.Check.str_contains(value)
        case "max_length":
            return pa.Check.str_length(max_value=value)
        case "mean":
            return mean_check(value)


def row_count_check(least):
    if backend == "polars":
        return pa.Check(lambda data: data.lazyframe.select(polars.len() >= least))
    return pa.Check(lambda frame: len(frame) >= least)


def schema():
    columns = {}
    for column in dict.fromkeys(each["column"] for each in asked["checks"] if each["column"] is not None):
        asked_for = {each["kind"]: each["value"] for each in of(column)}
        checks = [
            named(index, check_of(each["kind"], each["value"]))
            for index, each in enumerate(asked["checks"])
            if each["column"] == column and each["kind"] not in ("type", "nulls", "unique")
        ]
        columns[column] = pa.Column(
            TYPES[asked_for["type"]] if "type" in asked_for else None,
            checks=checks,
            nullable="nulls" not in asked_for,
            unique="unique" in asked_for,
        )
    table = [row_count_check(each["value"]["min"]) for each in of(None)]
    return pa.DataFrameSchema(columns, checks=table)


def read():
    if backend == "polars":
        return polars.read_csv(asked["file"], try_parse_dates=True)
    return read_pandas(asked["file"])


def index_of(column, check):
    """Which check a failure belongs to: ours are named by their place, Pandera's own by what they do."""
    if check.isdigit():
        return int(check)
    kind = "nulls" if check.startswith("not_nullable") else "unique" if "unique" in check else "type"
    return next(
        (i for i, each in enumerate(asked["checks"]) if each["column"] == column and each["kind"] == kind), None
    )


def check():
    answers = [0 for _ in asked["checks"]]
    for i, each in enumerate(asked["checks"]):
        if each["kind"] in ("type", "mean", "row_count"):
            answers[i] = None
    frame = read()
    try:
        schema().validate(frame, lazy=True)
    except pa.errors.SchemaErrors as found:
        cases = found.failure_cases
        if backend == "polars":
            cases = cases.to_pandas()
        for (column, name), rows in cases.groupby(["column", "check"], sort=False):
            index = index_of(column, str(name))
            if index is not None:
                answers[index] = len(rows)
    return answers


measure(check)
