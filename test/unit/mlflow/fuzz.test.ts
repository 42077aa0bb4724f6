import fc from "fast-check";
import fastify, { type InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { readSpanFile } from "../../../src/mlflow/spans/spanFile.ts";
import type { Tracking } from "../../../src/tracking/tracking.ts";
import { insertRun } from "../store/testStore.ts";
import { type TrackingFixture, trackingFixture } from "../tracking/fixture.ts";
import { anyFields } from "./anyRequest.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

interface Endpoint {
  readonly method: (typeof methods)[number];
  readonly url: string;
  /** What it reads, where it says so; the others take bytes. */
  readonly fields: z.ZodType | undefined;
}

const app = fastify({ routerOptions: { maxParamLength: 5000 } });
const endpoints: Endpoint[] = [];
let fixture: TrackingFixture;

beforeAll(async () => {
  fixture = await trackingFixture();
  app.addHook("onRoute", ({ method, url, config }) => {
    if (url.startsWith("/ajax-api/")) return;
    const fields = config !== undefined && "fields" in config ? config.fields : undefined;
    for (const each of methods.filter((known) => [method].flat().includes(known))) {
      endpoints.push({ method: each, url, fields: fields instanceof z.ZodType ? fields : undefined });
    }
  });
  registerMlflow(app, { tracking: fixture.tracking });
  await app.ready();
});

afterAll(async () => {
  await app.close();
  await fixture[Symbol.asyncDispose]();
});

/** Some of what requests name exists, so that they reach further than the search for it. */
async function haveSomething({ tracking, store }: TrackingFixture): Promise<void> {
  if (store.tables.runs.byId("run") === undefined) await store.write((tables) => insertRun(tables, "run"));
  await tracking.experiments.restore("0").catch(() => undefined);
  await tracking.runs.restore("run").catch(() => undefined);
  const model = { name: "model", description: "", tags: [] };
  await tracking.registry.models.create(model).catch(() => undefined);
  if (store.tables.traces.get("run") === undefined) await haveTrace(tracking);
}

async function haveTrace({ traces }: Tracking): Promise<void> {
  const nothing = { clientRequestId: null, requestPreview: null, responsePreview: null, duration: null };
  const known = { traceId: "run", experimentId: "0", requestTime: 0, state: "OK" } as const;
  await traces.record({ ...known, ...nothing, tags: [], metadata: [], assessments: [] });
  const ids = { trace_id: btoa("t".repeat(16)), span_id: btoa("s".repeat(8)) };
  await traces.adoptSpans("run", readSpanFile(JSON.stringify({ spans: [{ name: "span", ...ids }] }), "run"));
}

/** Its path with something in the place of each parameter. */
const anyPath = (url: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom("run", "model", "m-1", "0", "a", "..", "%00", "%2e%2e%2f", "é", "x".repeat(300)), {
      minLength: 4,
      maxLength: 4,
    })
    .map((values) => {
      const left = values.values();
      return url.replace(/:\w+|\*/g, () => encodeURI(left.next().value ?? "a"));
    });

function anyRequest({ method, url, fields }: Endpoint): fc.Arbitrary<InjectOptions> {
  const target = { method, headers: { "content-type": "application/json" } };
  const path = anyPath(url);
  const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
  const garbage = fc
    .tuple(path, bytes, fc.constantFrom("application/json", "application/x-protobuf", "text/plain", "garbage", ""))
    .map(([where, payload, type]) => ({
      method,
      url: where,
      headers: { "content-type": type, "x-mlflow-experiment-id": "0" },
      ...(method === "GET" ? {} : { payload }),
    }));
  if (fields === undefined) return garbage;
  const shaped = fc
    .tuple(path, anyFields(fields))
    .map(
      ([where, sent]): InjectOptions =>
        method === "GET"
          ? { ...target, url: `${where}?${query(sent)}` }
          : { ...target, url: where, payload: JSON.stringify(sent) },
    );
  return fc.oneof({ weight: 12, arbitrary: shaped }, { weight: 1, arbitrary: garbage });
}

/** As the client writes lists: a key for each item. */
function query(fields: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(fields).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [
      key,
      typeof each === "string" ? each : JSON.stringify(each),
    ]),
  );
  return new URLSearchParams(pairs.map(([key = "", value = ""]) => [key, value])).toString();
}

/** A client repeats these for minutes, so that no request may bring them about; 501 means what it says. */
const isOurFault = (status: number): boolean => status >= 500 && status !== 501;

describe("whatever is sent to an endpoint", () => {
  it("is answered, and never as a failure of ours", async () => {
    expect(endpoints.length).toBeGreaterThan(60);
    for (const endpoint of endpoints) {
      await haveSomething(fixture);
      await fc.assert(
        fc.asyncProperty(anyRequest(endpoint), async (request) => {
          const answer = await app.inject(request);
          const said = `${endpoint.method} ${endpoint.url} answered ${answer.statusCode}: ${answer.body.slice(0, 200)}`;
          expect(isOurFault(answer.statusCode), said).toBe(false);
          if (answer.statusCode >= 400) expect(answer.json(), said).toMatchObject({ error_code: expect.any(String) });
        }),
        { numRuns: 60 },
      );
    }
  }, 120_000);

  it("leaves the store whole", async () => {
    expect(fixture.store.connection.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(fixture.store.connection.pragma("foreign_key_check")).toEqual([]);
    expect((await app.inject("/health")).statusCode).toBe(200);
  });
});
