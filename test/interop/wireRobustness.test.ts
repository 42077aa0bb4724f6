import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EngineProcess, type Json } from "./support/engineProcess.ts";

let engine: EngineProcess;
let experimentId: string;
let runId: string;

beforeAll(async () => {
  engine = await EngineProcess.start();
  experimentId = (await engine.post("experiments/create", { name: "robust" })).json.experiment_id;
  runId = (await engine.post("runs/create", { experiment_id: experimentId, run_name: "steady" })).json.run.info.run_id;
  await engine.post("runs/log-metric", { run_id: runId, key: "kept", value: 1, timestamp: 1, step: 0 });
});

afterAll(() => engine.stop());

const run = async (): Promise<Json> => (await engine.get(`runs/get?run_id=${runId}`)).json.run;

const refusal = (json: Json) => ({ code: json.error_code, message: json.message });

const metric = (fields: object) => ({ run_id: runId, key: "m", value: 1, timestamp: 1, step: 0, ...fields });

describe("a body that is no message", () => {
  it.each(["{bad", "[1]", '"text"', "5", "\u0000", "{".repeat(10_000)])("%j is refused as such", async (body) => {
    const { status, json } = await engine.post("experiments/create", body);
    expect(status).toBe(400);
    expect(refusal(json)).toEqual({ code: "INVALID_PARAMETER_VALUE", message: expect.stringMatching(/JSON/) });
  });

  it("is refused when it says it is something else than JSON", async () => {
    const answer = await engine.send("POST", "/api/2.0/mlflow/experiments/create", '{"name": "x"}', "text/plain");
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      error_code: "INVALID_PARAMETER_VALUE",
      message: "Bad Request. Content-Type must be one of ['application/json'].",
    });
  });

  it("that is empty lacks its parameters", async () => {
    const { status, json } = await engine.post("experiments/create", "");
    expect([status, json.message]).toEqual([
      400,
      "Missing value for required parameter 'name'. See the API docs for more information about request parameters.",
    ]);
  });

  it("that is larger than any message is refused in a way that no client retries", async () => {
    const { status, json } = await engine.post("experiments/create", { name: "x".repeat(65 * 1024 * 1024) });
    expect([status, json.error_code]).toEqual([413, "INVALID_PARAMETER_VALUE"]);
  });
});

describe("a wrong type", () => {
  it.each([
    ["experiments/create", { name: 5 }, "'name'"],
    ["experiments/create", { name: { a: 1 } }, "'name'"],
    ["experiments/create", { name: "x", tags: "t" }, "'tags'"],
    ["experiments/create", { name: "x", tags: [{ value: "v" }] }, "'tags[0].key'"],
    ["runs/create", { experiment_id: "0", start_time: "soon" }, "'start_time'"],
    ["runs/create", { experiment_id: "0", start_time: 5.5 }, "'start_time'"],
    ["runs/search", { experiment_ids: "0" }, "'experiment_ids'"],
    ["runs/search", { experiment_ids: ["0"], max_results: "many" }, "'max_results'"],
    ["runs/search", { experiment_ids: ["0"], max_results: 0 }, "'max_results'"],
    ["runs/search", { experiment_ids: ["0"], max_results: 50_001 }, "'max_results'"],
    ["runs/search", { experiment_ids: ["0"], run_view_type: "SOME" }, "'run_view_type'"],
    ["runs/search", { experiment_ids: ["0"], page_token: "%%" }, "page token"],
    ["experiments/search", { max_results: -1 }, "'max_results'"],
  ])("%s %j names the parameter", async (endpoint, body, named) => {
    const { status, json } = await engine.post(endpoint, body);
    expect([status, json.error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    expect(json.message.toLowerCase()).toContain(named);
  });

  it.each([
    { value: "abc" },
    { value: null },
    { value: [1] },
    { step: 5.5 },
    { step: "5.5" },
    { step: 2 ** 60 },
    { timestamp: "abc" },
    { timestamp: undefined },
    { key: "" },
    { key: 5 },
    { key: "a".repeat(251) },
    { key: "a\nb" },
    { key: "a\u0000b" },
    { key: "../x" },
    { key: "<script>" },
  ])("in a metric, %j, is refused", async (fields) => {
    const { status, json } = await engine.post("runs/log-metric", metric(fields));
    expect([status, json.error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  });

  it.each([[null], [5], ["x"], [[]], [{ key: "a", value: 1, timestamp: 1, step: {} }]])(
    "in a batch, %j, takes back the whole batch",
    async (bad) => {
      const good = { key: "never", value: 1, timestamp: 1, step: 0 };
      const { status } = await engine.post("runs/log-batch", { run_id: runId, metrics: [good, bad] });
      expect(status).toBe(400);
      expect((await run()).data.metrics.map(({ key }: { key: string }) => key)).not.toContain("never");
    },
  );
});

describe("numbers that JSON does not have", () => {
  it.each([
    ['"NaN"', "NaN"],
    ["NaN", "NaN"],
    ['"Infinity"', Number.MAX_VALUE],
    ["-Infinity", -Number.MAX_VALUE],
    ["1e400", Number.MAX_VALUE],
  ])("%s is kept and answered as %s", async (sent, answered) => {
    const key = `odd ${sent.replaceAll(/["+]/g, "")} ${sent.length}`;
    const body = `{"run_id": "${runId}", "key": "${key}", "value": ${sent}, "timestamp": 1}`;
    expect((await engine.post("runs/log-metric", body)).status).toBe(200);
    const { json } = await engine.get(`metrics/get-history?run_id=${runId}&metric_key=${encodeURIComponent(key)}`);
    expect(json.metrics).toEqual([{ key, value: answered, timestamp: 1, step: 0 }]);
  });
});

describe("an id that nothing has", () => {
  const ids = ["nope", "../..", "0' OR 1=1 --", "%00", "ü", "x".repeat(3000)];

  it.each(ids)("%j, of a run", async (id) => {
    for (const answer of [
      await engine.get(`runs/get?run_id=${encodeURIComponent(id)}`),
      await engine.post("runs/log-metric", metric({ run_id: id })),
      await engine.post("runs/log-batch", { run_id: id }),
      await engine.post("runs/update", { run_id: id, status: "FINISHED" }),
      await engine.post("runs/delete", { run_id: id }),
      await engine.post("runs/log-inputs", { run_id: id, datasets: [{ dataset: { name: "n", digest: "d" } }] }),
    ]) {
      expect([answer.status, answer.json.error_code]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
    }
  });

  it.each(ids)("%j, of an experiment", async (id) => {
    for (const answer of [
      await engine.get(`experiments/get?experiment_id=${encodeURIComponent(id)}`),
      await engine.post("runs/create", { experiment_id: id }),
      await engine.post("experiments/delete", { experiment_id: id }),
    ]) {
      expect([answer.status, answer.json.error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
      expect(answer.json.message).toContain("Experiment ID must be a valid integer");
    }
  });

  it.each(ids)("%j, of a logged model", async (id) => {
    const { status, json } = await engine.get(`logged-models/${encodeURIComponent(id)}`);
    expect([status, json.error_code]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
  });
});

describe("an artifact path that leaves its folder", () => {
  const escapes = [
    "/../x",
    "/%2e%2e/x",
    "/..%2fx",
    "/a/%2e%2e/%2e%2e/x",
    "/a%5c..%5c..%5cx",
    "/%252e%252e/x",
    "/%25252e%25252e%25252fx",
    "/%2fetc/passwd",
    "//etc/passwd",
    "/c:/x",
    "/a%00b",
    "/a%23b",
  ];

  it.each(escapes)("%s is neither written, read nor deleted", async (path) => {
    for (const method of ["PUT", "GET", "DELETE"]) {
      const answer = await engine.send(
        method,
        `/api/2.0/mlflow-artifacts/artifacts${path}`,
        method === "PUT" ? "x" : undefined,
        "text/plain",
      );
      expect([answer.status, JSON.parse(answer.text).error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    }
  });

  it.each(["../..", "/etc", "%2e%2e", "%252e%252e", "a/../..", "..\\.."])("%s is not listed", async (path) => {
    const encoded = encodeURIComponent(path);
    for (const answer of [
      await engine.send("GET", `/api/2.0/mlflow-artifacts/artifacts?path=${encoded}`),
      await engine.send("GET", `/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=${encoded}`),
      await engine.send("GET", `/get-artifact?run_id=${runId}&path=${encoded}`),
    ]) {
      expect([answer.status, JSON.parse(answer.text).error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    }
  });
});

describe("what a script logged", () => {
  it("comes back as text, markup and control characters included", async () => {
    const name = '<img src=x onerror="alert(1)">\u0007\u202e';
    const { json } = await engine.post("runs/create", { experiment_id: experimentId, run_name: name });
    expect(json.run.info.run_name).toBe(name);
    await engine.post("runs/log-parameter", { run_id: json.run.info.run_id, key: "p", value: name });
    const answer = await engine.send("GET", `/api/2.0/mlflow/runs/get?run_id=${json.run.info.run_id}`);
    expect(answer.type).toContain("application/json");
    expect(JSON.parse(answer.text).run.data.params).toEqual([{ key: "p", value: name }]);
  });

  it("is never shown by a browser: an artifact is a download of no type", async () => {
    const { artifact_uri } = (await run()).info;
    const path = artifact_uri.replace("mlflow-artifacts:", "/api/2.0/mlflow-artifacts/artifacts");
    await engine.send("PUT", `${path}/page.html`, "<script>alert(1)</script>", "text/html");
    const answer = await engine.send("GET", `${path}/page.html`);
    expect([answer.status, answer.type, answer.text]).toEqual([
      200,
      "application/octet-stream",
      "<script>alert(1)</script>",
    ]);
  });

  it("may be 10 MB of parameters, of which each keeps what fits", async () => {
    const { json } = await engine.post("runs/create", { experiment_id: experimentId });
    const id = json.run.info.run_id;
    const params = Array.from({ length: 100 }, (_, index) => ({ key: `p${index}`, value: "ü".repeat(50_000) }));
    expect((await engine.post("runs/log-batch", { run_id: id, params })).status).toBe(200);
    const stored = (await engine.get(`runs/get?run_id=${id}`)).json.run.data.params;
    expect(stored).toHaveLength(100);
    expect(stored.every(({ value }: { value: string }) => value === "ü".repeat(6000))).toBe(true);
  });

  it("is still there after all of this", async () => {
    expect((await run()).data.metrics).toContainEqual({ key: "kept", value: 1, timestamp: 1, step: 0 });
  });
});

describe("who asks", () => {
  it("needs the token", async () => {
    const response = await fetch(`${engine.url}/api/2.0/mlflow/experiments/get?experiment_id=0`);
    expect([response.status, (await response.json()).error_code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("may send it as the password of a user, as MLFLOW_TRACKING_PASSWORD does", async () => {
    const authorization = `Basic ${Buffer.from(`anyone:${engine.token}`).toString("base64")}`;
    const response = await fetch(`${engine.url}/api/2.0/mlflow/experiments/get?experiment_id=0`, {
      headers: { authorization },
    });
    expect(response.status).toBe(200);
  });
});

describe("what is not served", () => {
  it.each([
    ["GET", "/api/2.0/mlflow/nothing"],
    ["POST", "/api/2.0/mlflow/nothing"],
    ["POST", "/api/2.0/mlflow/runs/get"],
    ["POST", "/api/3.0/mlflow/scorers/register"],
    ["POST", "/v1/metrics"],
    ["POST", "/api/2.0/mlflow/registered-models/get"],
    ["GET", "/"],
  ])("%s %s is an endpoint that does not exist", async (method, path) => {
    const answer = await engine.send(method, path, method === "POST" ? "{}" : undefined);
    expect([answer.status, JSON.parse(answer.text).error_code]).toEqual([404, "ENDPOINT_NOT_FOUND"]);
  });

  it("multipart upload says so in the words that make the client upload plainly", async () => {
    const answer = await engine.send("POST", "/api/2.0/mlflow-artifacts/mpu/create/1/r/artifacts", "{}");
    expect(answer.status).toBe(501);
    expect(JSON.parse(answer.text)).toEqual({
      error_code: "NOT_IMPLEMENTED",
      message: "Multipart upload is not supported for the current artifact repository",
    });
  });
});

describe("the probes", () => {
  it.each([
    ["/health", "OK"],
    ["/version", "3.17.2"],
    ["/api/3.0/mlflow/server-info", '{"store_type":"SqlStore","workspaces_enabled":false}'],
  ])("%s answers %s", async (path, text) => {
    expect(await engine.send("GET", path)).toMatchObject({ status: 200, text });
  });
});
