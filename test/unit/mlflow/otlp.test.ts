import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { exportRequest } from "../../../src/mlflow/spans/traceSchema.ts";
import { trackingFixture } from "../tracking/fixture.ts";

const traceBytes = Buffer.alloc(16, 0xab);
const traceId = `tr-${"ab".repeat(16)}`;
const rootBytes = Buffer.alloc(8, 1);
const start = 1_700_000_000_000_000_001n;

const root = {
  trace_id: traceBytes,
  span_id: rootBytes,
  name: "root",
  start_time_unix_nano: String(start),
  end_time_unix_nano: String(start + 5_000_000n),
};

/** A request with these spans, as an exporter encodes it. */
const encoded = (spans: readonly object[], resource: object = {}): Buffer =>
  Buffer.from(
    exportRequest
      .encode(exportRequest.fromObject({ resource_spans: [{ resource, scope_spans: [{ spans: [...spans] }] }] }))
      .finish(),
  );

async function server() {
  const fixture = await trackingFixture();
  const app = fastify();
  registerMlflow(app, fixture);
  return {
    fixture,
    async send(payload: Buffer | string, headers: Record<string, string> = {}) {
      const answer = await app.inject({
        method: "POST",
        url: "/v1/traces",
        payload,
        headers: { "content-type": "application/x-protobuf", "x-mlflow-experiment-id": "0", ...headers },
      });
      return { status: answer.statusCode, text: answer.payload, type: answer.headers["content-type"] };
    },
    async get(path: string) {
      return (await app.inject(`/api/3.0/mlflow/traces/${path}`)).json();
    },
    async getText(path: string) {
      return (await app.inject(`/api/3.0/mlflow/traces/${path}`)).payload;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe("spans that arrive as OTLP", () => {
  it("make a trace, whose root says how it went", async () => {
    await using test = await server();
    const child = {
      ...root,
      span_id: Buffer.alloc(8, 2),
      parent_span_id: rootBytes,
      name: "child",
      status: { code: 2 },
    };
    expect(await test.send(encoded([child]))).toEqual({ status: 200, text: "", type: "application/x-protobuf" });
    expect((await test.get(traceId)).trace.trace_info).toMatchObject({ state: "IN_PROGRESS" });
    await test.send(encoded([root]));
    expect((await test.get(traceId)).trace.trace_info).toMatchObject({
      state: "OK",
      request_time: "2023-11-14T22:13:20Z",
      execution_duration: "0.005s",
      tags: { "mlflow.trace.spansLocation": "TRACKING_STORE" },
    });
  });

  it("keep every digit of their times and integers", async () => {
    await using test = await server();
    await test.send(encoded([{ ...root, attributes: [{ key: "n", value: { int_value: "9007199254740993" } }] }]));
    const text = await test.getText(`get?trace_id=${traceId}`);
    expect(text).toContain(`"start_time_unix_nano":${start}`);
    expect(text).toContain('"int_value":9007199254740993');
  });

  it("keep attributes of every type, and those without a value", async () => {
    await using test = await server();
    const attributes = [
      { key: "text", value: { string_value: '"int_value":"5"' } },
      { key: "yes", value: { bool_value: false } },
      { key: "real", value: { double_value: Number.NaN } },
      { key: "list", value: { array_value: { values: [{ int_value: 1 }, {}] } } },
      { key: "map", value: { kvlist_value: { values: [{ key: "a", value: { string_value: "b" } }] } } },
      { key: "nothing", value: {} },
      { key: "missing" },
    ];
    await test.send(encoded([{ ...root, attributes }]));
    const [span] = (await test.get(`get?trace_id=${traceId}`)).trace.spans;
    expect(span.attributes).toEqual([
      ...attributes.slice(0, 2),
      { key: "real", value: { double_value: "NaN" } },
      ...attributes.slice(3),
      { key: "mlflow.traceRequestId", value: { string_value: traceId } },
    ]);
  });

  it("tell of their trace: who asked, in which session, tags, and the program that sent them", async () => {
    await using test = await server();
    const text = (key: string, value: string) => ({ key, value: { string_value: value } });
    const attributes = [
      text("mlflow.spanInputs", "hello"),
      text("user.id", "me"),
      text("session.id", "s1"),
      text("mlflow.traceTag.colour", "green"),
    ];
    const resource = {
      attributes: [text("service.name", "svc"), text("telemetry.sdk.name", "otel"), text("a;b", "x")],
    };
    await test.send(encoded([{ ...root, attributes }], resource));
    const { trace_info } = (await test.get(traceId)).trace;
    expect(trace_info.tags).toMatchObject({ colour: "green", "service.name": "svc" });
    expect(Object.keys(trace_info.tags)).not.toEqual(expect.arrayContaining(["telemetry.sdk.name"]));
    expect(trace_info.trace_metadata).toEqual({ "mlflow.trace.user": "me", "mlflow.trace.session": "s1" });
    expect(trace_info.request_preview).toBe('"hello"');
  });

  it("do not change what the client has said of the whole trace", async () => {
    await using test = await server();
    await test.fixture.tracking.traces.record({
      traceId,
      experimentId: "0",
      state: "ERROR",
      requestTime: 5,
      duration: 7,
      clientRequestId: null,
      requestPreview: "asked",
      responsePreview: null,
      tags: [],
      metadata: [],
      assessments: [],
    });
    await test.send(encoded([root]));
    expect((await test.get(traceId)).trace.trace_info).toMatchObject({
      state: "ERROR",
      request_time: "1970-01-01T00:00:00.005Z",
      execution_duration: "0.007s",
      request_preview: "asked",
    });
  });

  it("belong to the run that the request names; one that does not exist is no reason to send again", async () => {
    await using test = await server();
    const { id } = await test.fixture.tracking.runs.create({ experimentId: "0", tags: [] });
    expect((await test.send(encoded([root]), { "x-mlflow-run-id": id })).status).toBe(200);
    expect(test.fixture.store.tables.traces.countOfRun(id)).toBe(1);
    expect((await test.send(encoded([root]), { "x-mlflow-run-id": "gone" })).status).toBe(200);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
  ])("may be packed with %s", async (encoding, pack) => {
    await using test = await server();
    expect((await test.send(pack(encoded([root])), { "content-encoding": encoding })).status).toBe(200);
    expect((await test.get(traceId)).trace.trace_info.state).toBe("OK");
  });

  it("may be JSON, with ids in hexadecimal", async () => {
    await using test = await server();
    const span = {
      traceId: "ab".repeat(16),
      spanId: "01".repeat(8),
      name: "root",
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start),
      attributes: [{ key: "k", value: { intValue: "3" } }],
    };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    expect(await test.send(body, { "content-type": "application/json; charset=utf-8" })).toMatchObject({
      status: 200,
      text: "{}",
    });
    expect((await test.get(`get?trace_id=${traceId}`)).trace.spans[0]).toMatchObject({
      name: "root",
      attributes: [{ key: "k", value: { int_value: 3 } }, { key: "mlflow.traceRequestId" }],
    });
  });
});

describe("an OTLP request that is wrong", () => {
  const spanWith = (change: object): Buffer => encoded([{ ...root, ...change }]);

  it.each<[string, Buffer | string, Record<string, string>]>([
    ["nothing", "", {}],
    ["no protobuf", "garbage", {}],
    ["no JSON", "{", { "content-type": "application/json" }],
    ["JSON of another kind", "[1]", { "content-type": "application/json" }],
    ["text", "x", { "content-type": "text/plain" }],
    ["no gzip", "x", { "content-encoding": "gzip" }],
    ["an unknown packing", "x", { "content-encoding": "br" }],
    ["no experiment", encoded([root]), { "x-mlflow-experiment-id": "" }],
    ["a span without an id", spanWith({ span_id: Buffer.alloc(0) }), {}],
    ["an id that is too short", spanWith({ trace_id: Buffer.alloc(4) }), {}],
    ["a time beyond all clocks", spanWith({ end_time_unix_nano: "18446744073709551615" }), {}],
    ["too much when unpacked", gzipSync(Buffer.alloc(65 * 1024 * 1024)), { "content-encoding": "gzip" }],
  ])("is answered with 400: %s", async (_what, body, headers) => {
    await using test = await server();
    const { status, text } = await test.send(body, headers);
    expect([status, JSON.parse(text).error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  });

  it("names an experiment that does not exist: 404", async () => {
    await using test = await server();
    const { status, text } = await test.send(encoded([root]), { "x-mlflow-experiment-id": "77" });
    expect([status, JSON.parse(text).error_code]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
  });

  it("is the client's fault, whatever the bytes are", async () => {
    await using test = await server();
    const valid = encoded([root]);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // A valid request with some bytes changed goes further than noise.
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 8 }).map((changes) => {
        const copy = Buffer.from(valid);
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        expect((await test.send(Buffer.from(body))).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
