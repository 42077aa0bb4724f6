import logging

import great_expectations as gx
import great_expectations.expectations as gxe
from measuring import asked, measure, read_pandas

logging.disable(logging.WARNING)

TYPES = {
    "integer": "int64",
    "number": "float64",
    "string": "object",
    "date": "datetime64[ns]",
    "timestamp": "datetime64[ns]",
    "boolean": "bool",
}


def expectation(column, kind, value):
    match kind:
        case "type":
            return gxe.ExpectColumnValuesToBeOfType(column=column, type_=TYPES[value])
        case "nulls":
            return gxe.ExpectColumnValuesToNotBeNull(column=column)
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(column=column)
        case "min":
            return gxe.ExpectColumnValuesToBeBetween(column=column, min_value=value)
        case "max":
            return gxe.ExpectColumnValuesToBeBetween(column=column, max_value=value)
        case "values":
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=value)
        case "pattern":
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=value)
        case "max_length":
            return gxe.ExpectColumnValueLengthsToBeBetween(column=column, max_value=value)
        case "mean":
            return gxe.ExpectColumnMeanToBeBetween(column=column, min_value=value["min"], max_value=value["max"])
        case "row_count":
            return gxe.ExpectTableRowCountToBeBetween(min_value=value["min"])


def check():
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("data").add_dataframe_asset("table")
    batch = source.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": read_pandas(asked["file"])})
    wanted = [expectation(each["column"], each["kind"], each["value"]) for each in asked["checks"]]
    found = batch.validate(gx.ExpectationSuite(name="orders", expectations=wanted), result_format="BASIC")
    by_check = {}
    for each in found.results:
        if each.exception_info.get("raised_exception"):
            raise RuntimeError(each.exception_info.get("exception_message"))
        by_check[key(each.expectation_config.type, each.expectation_config.kwargs)] = each.result.get("unexpected_count")
    return [by_check[key(each.expectation_type, each.configuration.kwargs)] for each in wanted]


def key(name, kwargs):
    return (name, kwargs.get("column"), str(kwargs.get("min_value")), str(kwargs.get("max_value")))


measure(check)
