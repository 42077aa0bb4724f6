import { ownWords, stricter, unknownRun } from "../decisions.ts";
import { type Exchange, get, post, table, unlike } from "../exchange.ts";

const point = (step: number, value: number | string = step / 2, timestamp = 1000 + step) => ({
  key: "m",
  value,
  timestamp,
  step,
});
const log = (...metrics: object[]): Exchange => post("runs/log-batch", { run_id: "{run}", metrics });
const history = (query: Record<string, string | number> = {}, more: object = {}): Exchange =>
  get("metrics/get-history", { run_id: "{run}", metric_key: "m", ...query }, more);

/** The points of a metric: all, page by page, of several runs, and sampled. */
export const metricHistory = table("metrics: history", [
  post("experiments/create", { name: "h" }, { keep: { home: "experiment_id" } }),
  post("runs/create", { experiment_id: "{home}", start_time: 1 }, { keep: { run: "run.info.run_id" } }),
  post("runs/create", { experiment_id: "{home}", start_time: 1 }, { keep: { other: "run.info.run_id" } }),
  log(
    point(3),
    point(1),
    point(2),
    point(2),
    point(2, 7),
    point(0, "NaN"),
    point(9, "Infinity"),
    point(8, "-Infinity"),
    point(-1),
  ),
  log(point(5, 1, 500), point(4, 1, 500), point(4, 0, 500)),
  history(),
  history({ max_results: 3 }),
  history({ max_results: 3 }, { allPages: true }),
  history({ max_results: 1 }, { allPages: true }),
  history({ max_results: 11 }, { allPages: true }),
  history({ max_results: 1000 }),
  history({ metric_key: "missing" }),
  history({ metric_key: "" }),
  unlike(history({ run_id: "nope" }), unknownRun, 404, "RESOURCE_DOES_NOT_EXIST", "Run with id=nope not found"),
  history({ run_id: "" }),
  unlike(
    history({ max_results: 0 }),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer",
  ),
  unlike(
    history({ max_results: -1 }),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid value -1 for parameter 'max_results' supplied. It must be a positive integer",
  ),
  unlike(
    history({ max_results: "x" }),
    stricter,
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid value \"x\" for parameter 'max_results' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.",
  ),
  history({ max_results: 50_001 }),
  unlike(history({ page_token: "nonsense" }), ownWords, 400, "INVALID_PARAMETER_VALUE", "Invalid page token"),
  unlike(
    get("metrics/get-history", {}),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Missing value for required parameter 'metric_key'. See the API docs for more information about request parameters.",
  ),
  get("metrics/get-history", { run_id: "{run}" }),
  get("metrics/get-history", { run_uuid: "{run}", metric_key: "m" }),

  post("runs/log-batch", { run_id: "{other}", metrics: [point(1), point(2)] }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", { run_id: ["{other}"], metric_key: "m" }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", { run_id: ["{other}"], metric_key: "m", max_results: 2 }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", { run_id: ["{other}", "nope"], metric_key: "m" }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", { metric_key: "m" }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", { run_id: ["{other}"] }),
  get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {
    run_id: Array.from({ length: 101 }, () => "{run}"),
    metric_key: "m",
  }),
  ...["/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval", "metrics/get-history-bulk-interval"].flatMap((path) => [
    get(path, { run_ids: ["{run}"], metric_key: "m" }),
    get(path, { run_ids: ["{other}"], metric_key: "m" }),
    get(path, { run_ids: ["{other}"], metric_key: "m", start_step: 2, end_step: 3 }),
    get(path, { run_ids: ["{other}"], metric_key: "m", start_step: 2 }),
    get(path, { run_ids: ["{other}"], metric_key: "m", start_step: 3, end_step: 2 }),
    get(path, { run_ids: ["{other}"], metric_key: "m", max_results: 0 }),
    get(path, { run_ids: ["{other}"], metric_key: "m", max_results: 2501 }),
    get(path, { run_ids: ["{other}"] }),
    get(path, { metric_key: "m" }),
    get(path, { run_ids: ["{other}"], metric_key: "missing" }),
  ]),
]);
