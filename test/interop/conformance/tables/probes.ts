import { noSuchEndpoint, plainVersion, serverInfo } from "../decisions.ts";
import { type Exchange, get, post, table, unlike } from "../exchange.ts";

const unmatched = (request: string, body?: object): Exchange => ({ request, ...(body === undefined ? {} : { body }) });

/** What says who is there, what is not there, and other names for what is. */
export const probes = table("probes, other names, and what is not served", [
  get("/health"),
  unlike(get("/version"), plainVersion, 200),
  unlike(get("/api/3.0/mlflow/server-info"), serverInfo, 200),
  unlike(get("/ajax-api/3.0/mlflow/server-info"), serverInfo, 200),
  post("/ajax-api/2.0/mlflow/experiments/create", { name: "ajax" }, { keep: { ajax: "experiment_id" } }),
  get("/ajax-api/2.0/mlflow/experiments/get", { experiment_id: "{ajax}" }),
  post("/ajax-api/2.0/mlflow/runs/search", { experiment_ids: ["{ajax}"] }),
  get("/ajax-api/2.0/mlflow-artifacts/artifacts", { path: "" }),
  unlike(
    unmatched("GET nothing"),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers GET /api/2.0/mlflow/nothing.",
  ),
  unlike(
    unmatched("POST nothing", {}),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers POST /api/2.0/mlflow/nothing.",
  ),
  unlike(
    unmatched("POST runs/get", {}),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers POST /api/2.0/mlflow/runs/get.",
  ),
  unlike(
    unmatched("GET runs/create"),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers GET /api/2.0/mlflow/runs/create.",
  ),
  unlike(
    unmatched("PUT runs/create", {}),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers PUT /api/2.0/mlflow/runs/create.",
  ),
  unlike(
    unmatched("DELETE experiments/get"),
    noSuchEndpoint,
    404,
    "ENDPOINT_NOT_FOUND",
    "No endpoint answers DELETE /api/2.0/mlflow/experiments/get.",
  ),
  unlike(unmatched("GET /nothing"), noSuchEndpoint, 404, "ENDPOINT_NOT_FOUND", "No endpoint answers GET /nothing."),
  unlike(unmatched("GET /api/2.0"), noSuchEndpoint, 404, "ENDPOINT_NOT_FOUND", "No endpoint answers GET /api/2.0."),
]);
