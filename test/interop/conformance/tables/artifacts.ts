import { downloads, ownWords, uploads, zeros } from "../decisions.ts";
import { type Exchange, get, post, table, unlike } from "../exchange.ts";

const files = "/api/2.0/mlflow-artifacts/artifacts";
const put = (path: string, body: string, type = "text/plain"): Exchange => ({
  request: `PUT ${files}/{home}/{run}/artifacts/${path}`,
  body,
  type,
});
const read = (path: string): Exchange => get(`${files}/{home}/{run}/artifacts/${path}`);
const remove = (path: string): Exchange => ({ request: `DELETE ${files}/{home}/{run}/artifacts/${path}` });
const list = (path?: string): Exchange =>
  get("artifacts/list", { run_id: "{run}", ...(path === undefined ? {} : { path }) });

/** Files of runs: sending, listing, fetching and removing them. */
export const artifacts = table("artifacts", [
  post("experiments/create", { name: "art" }, { keep: { home: "experiment_id" } }),
  post(
    "runs/create",
    { experiment_id: "{home}", run_name: "art", start_time: 1 },
    { keep: { run: "run.info.run_id" } },
  ),
  list(),
  unlike(put("a.txt", "hello"), uploads, 200),
  unlike(put("dir/b.json", '{"b": 1}', "application/json"), uploads, 200),
  unlike(put("dir/sub/c.bin", "c", "application/octet-stream"), uploads, 200),
  unlike(put("empty", ""), uploads, 200),
  unlike(put("with%20space%20%C3%BC.txt", "ü"), uploads, 200),
  unlike(put("a.txt", "again"), uploads, 200),
  unlike(put("plus+sign.txt", "+"), uploads, 200),
  unlike(list(), zeros, 200),
  list("dir"),
  list("dir/sub"),
  list("dir/"),
  list("a.txt"),
  list("missing"),
  unlike(list(""), zeros, 200),
  list("../x"),
  list("/etc"),
  list("a#b"),
  unlike(read("a.txt"), downloads, 200),
  unlike(read("dir/b.json"), downloads, 200),
  read("empty"),
  unlike(read("with%20space%20%C3%BC.txt"), downloads, 200),
  read("missing"),
  unlike(read("dir"), ownWords, 404, "RESOURCE_DOES_NOT_EXIST", "No such artifact: '{home}/{run}/artifacts/dir'"),
  read("%2e%2e%2f%2e%2e%2fx"),
  unlike(get(files, { path: "{home}/{run}/artifacts" }), zeros, 200),
  get(files, { path: "{home}/{run}/artifacts/dir" }),
  get(files, { path: "{home}/nothing" }),
  get(files, { path: "../.." }),
  get(files, { path: "/etc" }),
  unlike(get("/get-artifact", { run_id: "{run}", path: "a.txt" }), downloads, 200),
  get("/get-artifact", { run_id: "{run}", path: "missing" }),
  get("/get-artifact", { run_id: "{run}", path: "../x" }),
  get("/get-artifact", { run_id: "nope", path: "a.txt" }),
  unlike(
    get("/get-artifact", { run_id: "{run}" }),
    ownWords,
    400,
    "INVALID_PARAMETER_VALUE",
    "Missing value for required parameter 'path'. See the API docs for more information about request parameters.",
  ),
  get("artifacts/list", {}),
  get("artifacts/list", { run_id: "nope" }),
  unlike(get("artifacts/list", { run_uuid: "{run}" }), zeros, 200),
  remove("a.txt"),
  remove("dir"),
  remove("missing"),
  unlike(list(), zeros, 200),
  { request: "POST /api/2.0/mlflow-artifacts/mpu/create/{home}/{run}/artifacts", body: { path: "x", num_parts: 2 } },
]);
