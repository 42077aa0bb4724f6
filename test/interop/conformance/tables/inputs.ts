import { ownWords, stricter } from "../decisions.ts";
import { type Exchange, each, get, post, table, unlike } from "../exchange.ts";

const dataset = { name: "iris", digest: "abc", source_type: "local", source: "{}", schema: "{}", profile: "{}" };
const log = (...datasets: unknown[]): Exchange => post("runs/log-inputs", { run_id: "{run}", datasets });
/** To a run that nothing is read of, for one server takes what the other refuses. */
const logWrong = (dataset: unknown): Exchange => post("runs/log-inputs", { run_id: "{scrap}", datasets: [dataset] });
const run = get("runs/get", { run_id: "{run}" });

/** Which data a run used. */
export const inputs = table("inputs", [
  post("experiments/create", { name: "in" }, { keep: { home: "experiment_id" } }),
  post("runs/create", { experiment_id: "{home}", run_name: "in", start_time: 1 }, { keep: { run: "run.info.run_id" } }),
  post("runs/create", { experiment_id: "{home}", start_time: 1 }, { keep: { scrap: "run.info.run_id" } }),
  log({ dataset }),
  run,
  log({ dataset, tags: [{ key: "mlflow.data.context", value: "training" }] }),
  log({ dataset, tags: [{ key: "mlflow.data.context", value: "training" }] }),
  log({ dataset: { name: "bare", digest: "d", source_type: "s", source: "x" } }),
  log({ dataset: { ...dataset, name: "ünï", digest: "é" } }),
  log({ dataset: { ...dataset, name: "two" } }, { dataset: { ...dataset, name: "three" } }),
  run,
  post("/ajax-api/2.0/mlflow/experiments/search-datasets", { experiment_ids: ["{home}"] }),
  unlike(
    post("/ajax-api/2.0/mlflow/experiments/search-datasets", { experiment_ids: [] }),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid value […] for parameter 'experiment_ids' supplied:  Hint: Value was of type 'list'. See the API docs for more information about request parameters.",
  ),
  unlike(
    post("/ajax-api/2.0/mlflow/experiments/search-datasets", {}),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Missing value for required parameter 'experiment_ids'. See the API docs for more information about request parameters.",
  ),
  post("/ajax-api/2.0/mlflow/experiments/search-datasets", { experiment_ids: ["999999"] }),
  ...each(
    [
      unlike(
        {},
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Missing value for required parameter 'datasets[0].dataset'. See the API docs for more information about request parameters.",
      ),
      unlike(
        { dataset: {} },
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Missing value for required parameter 'datasets[0].dataset.name'. See the API docs for more information about request parameters.",
      ),
      unlike(
        { dataset: { ...dataset, name: undefined } },
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Missing value for required parameter 'datasets[0].dataset.name'. See the API docs for more information about request parameters.",
      ),
      unlike(
        { dataset: { ...dataset, digest: undefined } },
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Missing value for required parameter 'datasets[0].dataset.digest'. See the API docs for more information about request parameters.",
      ),
      { dataset: { ...dataset, source_type: undefined } },
      { dataset: { ...dataset, source: undefined } },
      { dataset: { ...dataset, name: "n".repeat(501) } },
      { dataset: { ...dataset, digest: "d".repeat(37) } },
      { dataset: { ...dataset, source: "s".repeat(65_536) } },
      { dataset: { ...dataset, schema: "s".repeat(1_048_576) } },
      unlike(
        { dataset, tags: [{ value: "no key" }] },
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Missing value for required parameter 'datasets[0].tags[0].key'. See the API docs for more information about request parameters.",
      ),
      { dataset, tags: [{ key: "k".repeat(256), value: "v" }] },
      { dataset, tags: [{ key: "k", value: "v".repeat(501) }] },
      unlike(
        { dataset: 5 },
        stricter,
        400,
        "INVALID_PARAMETER_VALUE",
        "Invalid value 5 for parameter 'datasets[0].dataset' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.",
      ),
    ],
    logWrong,
  ),
  unlike(
    logWrong(5),
    stricter,
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid value 5 for parameter 'datasets[0]' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.",
  ),
  unlike(
    logWrong(null),
    stricter,
    400,
    "INVALID_PARAMETER_VALUE",
    "Missing value for required parameter 'datasets[0]'. See the API docs for more information about request parameters.",
  ),
  post("runs/log-inputs", { run_id: "{run}" }),
  post("runs/log-inputs", { run_id: "{run}", datasets: "x" }),
  post("runs/log-inputs", { datasets: [] }),
  post("runs/log-inputs", { run_id: "nope", datasets: [{ dataset }] }),
  post("runs/delete", { run_id: "{run}" }),
  log({ dataset: { ...dataset, name: "late" } }),
]);
