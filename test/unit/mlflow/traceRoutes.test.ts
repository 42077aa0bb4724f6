import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { readSpanFile } from "../../../src/mlflow/spans/spanFile.ts";
import { trackingFixture } from "../tracking/fixture.ts";

type Fields = Record<string, unknown>;

/** A server with three traces in the Default experiment: `a` went well, `b` failed, `c` goes on. */
async function server() {
  const fixture = await trackingFixture();
  const app = fastify();
  registerMlflow(app, fixture);
  const send = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: Fields) => {
    const answer = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, json: answer.json() };
  };
  const record = (trace_id: string, info: Fields) =>
    send("POST", "/api/3.0/mlflow/traces", {
      trace: {
        trace_info: {
          trace_id,
          trace_location: { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: "0" } },
          ...info,
        },
      },
    });
  await record("a", {
    request_time: "2026-01-01T00:00:01Z",
    execution_duration: "1.500s",
    state: "OK",
    tags: { "mlflow.traceName": "answer", colour: "green" },
    trace_metadata: { "mlflow.sourceRun": "r1" },
  });
  await record("b", {
    request_time: "2026-01-01T00:00:02Z",
    execution_duration: "0.200s",
    state: "ERROR",
    client_request_id: "req-7",
    tags: { "mlflow.traceName": "check" },
  });
  await record("c", { request_time: "2026-01-01T00:00:03Z", state: "IN_PROGRESS", tags: { colour: "red" } });
  const { traces } = fixture.tracking;
  const span = (name: string, attributes: Fields) =>
    JSON.stringify({
      spans: [
        {
          name,
          trace_id: btoa("t".repeat(16)),
          span_id: btoa("s".repeat(8)),
          status: { code: "STATUS_CODE_OK" },
          attributes,
        },
      ],
    });
  await traces.adoptSpans("a", readSpanFile(span("ask", { "mlflow.spanType": '"LLM"', model: '"m-7b"', k: "3" }), "a"));
  await traces.adoptSpans("b", readSpanFile(span("look up", { "mlflow.spanType": '"TOOL"' }), "b"));
  const assess = (trace: string, assessment: Fields) =>
    send("POST", `/api/3.0/mlflow/traces/${trace}/assessments`, { assessment });
  await assess("a", { assessment_name: "score", feedback: { value: 0.5 } });
  await assess("b", { assessment_name: "score", feedback: { value: "bad" } });
  await assess("b", { assessment_name: "right", feedback: { value: true } });
  await assess("a", { assessment_name: "answer", expectation: { serialized_value: { value: '"42"' } } });
  const locations = [{ mlflow_experiment: { experiment_id: "0" } }];
  return {
    fixture,
    send,
    record,
    async search(query: Fields) {
      const { status, json } = await send("POST", "/api/3.0/mlflow/traces/search", { locations, ...query });
      return status === 200
        ? json.traces.map(({ trace_id }: { trace_id: string }) => trace_id).join("")
        : `${status} ${json.message}`;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe("a search for traces", () => {
  it.each([
    ["", "cba"],
    ["status = 'OK'", "a"],
    ["attributes.status IN ('OK', 'ERROR')", "ba"],
    ["trace.status != 'OK'", "cb"],
    ["name = 'answer'", "a"],
    ["attributes.name LIKE '%e%'", "ba"],
    ["name IS NULL", "c"],
    ["tags.colour = 'green'", "a"],
    ["tags.colour ILIKE 'GR%'", "a"],
    ["tag.`colour` IS NULL", "b"],
    ["run_id = 'r1'", "a"],
    ["metadata.mlflow.sourceRun = 'r1'", "a"],
    ["request_metadata.`mlflow.sourceRun` != 'r2'", "a"],
    ["client_request_id = 'req-7'", "b"],
    ["request_id = 'c'", "c"],
    ["timestamp_ms >= 1767225602000", "cb"],
    ["timestamp < 1767225602000", "a"],
    ["execution_time_ms > 200", "a"],
    ["end_time_ms <= 1767225602200", "b"],
    ["span.name = 'ask'", "a"],
    ["span.type IN ('LLM', 'TOOL')", "ba"],
    ["span.type = 'LLM' AND span.name = 'look up'", ""],
    ["span.status = 'OK' AND status = 'ERROR'", "b"],
    ["span.attributes.model LIKE 'm-%'", "a"],
    ["span.attributes.k = '3'", "a"],
    ["trace.text ILIKE '%LOOK UP%'", "b"],
    ["feedback.score > 0.4", "a"],
    ["feedback.score = 'bad'", "b"],
    ["feedback.score = '0.5'", "a"],
    ["feedback.right = 'true'", "b"],
    ["feedback.score IS NULL", "c"],
    ["expectation.answer = '42'", "a"],
  ])("%s", async (filter, found) => {
    await using test = await server();
    expect(await test.search({ filter })).toBe(found);
  });

  it.each([
    ["foo = 'x'", "Invalid attribute key 'foo'"],
    ["params.lr = '1'", "Invalid entity type 'params'"],
    ["span.colour = 'x'", "Invalid span attribute 'colour'"],
    ["span.content = 'x'", "not one of {'LIKE', 'ILIKE'}"],
    ["timestamp_ms > 'now'", "Expected numeric value"],
    ["status > 'OK'", "Invalid comparator '>'"],
    ["tags.colour RLIKE 'g.*'", "Invalid comparator 'RLIKE'"],
    ["feedback.score > 'a'", "Expected numeric value"],
    ["status = 'OK' OR name = 'x'", "Invalid clause"],
  ])("refuses %s", async (filter, words) => {
    await using test = await server();
    expect(await test.search({ filter })).toMatch(/^400 /);
    expect(await test.search({ filter })).toContain(words);
  });

  it.each([
    ["timestamp_ms ASC", "abc"],
    ["execution_time DESC", "abc"],
    ["execution_time", "bac"],
    ["name DESC", "bac"],
    ["tags.colour", "acb"],
    ["request_id DESC", "cba"],
  ])("orders by %s, what has none last", async (order, found) => {
    await using test = await server();
    expect(await test.search({ order_by: [order] })).toBe(found);
  });

  it("goes on from page to page", async () => {
    await using test = await server();
    const url = "/api/2.0/mlflow/traces?experiment_ids=0&max_results=2";
    const first = (await test.send("GET", url)).json;
    expect(first.traces.map(({ request_id }: Fields) => request_id)).toEqual(["c", "b"]);
    const second = (await test.send("GET", `${url}&page_token=${first.next_page_token}`)).json;
    expect(second).toEqual({ traces: [expect.objectContaining({ request_id: "a", status: "OK" })] });
  });
});

describe("a trace that MLflow 2 sends", () => {
  it("is begun, ended, and merged with what was said before", async () => {
    await using test = await server();
    const begun = await test.send("POST", "/api/2.0/mlflow/traces", {
      experiment_id: "0",
      timestamp_ms: 5,
      request_metadata: [{ key: "a", value: "1" }],
      tags: [{ key: "t", value: "1" }],
    });
    const id = begun.json.trace_info.request_id;
    expect(begun.json.trace_info).toMatchObject({ status: "IN_PROGRESS", execution_time_ms: 0 });
    const ended = await test.send("PATCH", `/api/2.0/mlflow/traces/${id}`, {
      timestamp_ms: 15,
      status: "OK",
      request_metadata: [{ key: "a", value: "2" }],
      tags: [{ key: "u", value: "2" }],
    });
    const info = {
      request_id: id,
      experiment_id: "0",
      timestamp_ms: 5,
      execution_time_ms: 10,
      status: "OK",
      request_metadata: [{ key: "a", value: "2" }],
      tags: [
        { key: "mlflow.artifactLocation", value: `mlflow-artifacts:/0/traces/${id}/artifacts` },
        { key: "t", value: "1" },
        { key: "u", value: "2" },
      ],
    };
    expect(ended.json.trace_info).toEqual(info);
    expect((await test.send("GET", `/api/2.0/mlflow/traces/${id}/info`)).json.trace_info).toEqual(info);
  });
});

describe("deleting traces", () => {
  const path = "/api/2.0/mlflow/traces/delete-traces";

  it("takes those up to a time, the oldest first, with their spans", async () => {
    await using test = await server();
    const { json } = await test.send("POST", path, {
      experiment_id: "0",
      max_timestamp_millis: 1_767_225_602_000,
      max_traces: 1,
    });
    expect(json).toEqual({ traces_deleted: 1 });
    expect(await test.search({})).toBe("cb");
    const left = test.fixture.store.connection.prepare("SELECT count(*) FROM span").pluck().get();
    expect(left).toBe(1);
  });

  it.each([
    [{}, "Either `max_timestamp_millis` or `trace_ids` must be specified."],
    [{ max_timestamp_millis: 1, request_ids: ["a"] }, "Only one of"],
    [{ max_traces: 1, request_ids: ["a"] }, "can't be specified"],
    [{ max_traces: 0, max_timestamp_millis: 1 }, "must be a positive integer"],
  ])("refuses %j", async (selection, words) => {
    await using test = await server();
    const { status, json } = await test.send("POST", path, { experiment_id: "0", ...selection });
    expect([status, json.message]).toEqual([400, expect.stringContaining(words)]);
  });

  it("deletes none of another experiment", async () => {
    await using test = await server();
    const id = await test.fixture.tracking.experiments.create({ name: "other", tags: [] });
    for (const experiment_id of [id, "77"]) {
      expect((await test.send("POST", path, { experiment_id, request_ids: ["a"] })).json).toEqual({
        traces_deleted: 0,
      });
    }
  });
});

describe("what is said of a trace that is not known", () => {
  it.each([
    ["GET", "3.0/mlflow/traces/none", undefined],
    ["GET", "2.0/mlflow/traces/none/info", undefined],
    ["GET", "3.0/mlflow/traces/get?trace_id=none&allow_partial=True", undefined],
    ["PATCH", "2.0/mlflow/traces/none", { timestamp_ms: 1, status: "OK" }],
    ["PATCH", "3.0/mlflow/traces/none/tags", { key: "k", value: "v" }],
    ["DELETE", "2.0/mlflow/traces/none/tags", { key: "k" }],
    ["POST", "3.0/mlflow/traces/none/assessments", { assessment: { feedback: { value: 1 } } }],
    ["GET", "3.0/mlflow/traces/a/assessments/none", undefined],
  ] as const)("is not found: %s %s", async (method, path, body) => {
    await using test = await server();
    const { status, json } = await test.send(method, `/api/${path}`, body);
    expect([status, json.error_code]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
  });
});

describe("a trace that is recorded wrong", () => {
  it.each([
    [{ request_time: "yesterday" }, "request_time"],
    [{ request_time: "2026-01-01T00:00:00Z", state: "HALF" }, "state"],
    [{ request_time: "2026-01-01T00:00:00Z", execution_duration: "soon" }, "execution_duration"],
  ])("is refused: %j", async (info, words) => {
    await using test = await server();
    const { status, json } = await test.record("d", info);
    expect([status, json.message]).toEqual([400, expect.stringContaining(words)]);
  });

  it("has an id that is no part of a path", async () => {
    await using test = await server();
    expect((await test.record("../b", { request_time: "2026-01-01T00:00:00Z" })).status).toBe(400);
  });
});
