import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { openStore, type Store } from "../../../src/store/openStore.ts";
import { createReadPool, type ReadPool } from "../../../src/store/readPool.ts";
import { createTracking } from "../../../src/tracking/createTracking.ts";

let folder: string;
let store: Store;
let reads: ReadPool;
let app: FastifyInstance;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tidemark-wire-"));
  const storeFile = join(folder, "store.db");
  store = openStore(storeFile);
  reads = createReadPool({ storeFile, workerFile: join(import.meta.dirname, "../../../src/store/readWorker.ts") });
  app = fastify();
  registerMlflow(app, {
    tracking: createTracking({
      store,
      reads,
      artifactRoot: join(folder, "artifacts"),
      onChange: () => undefined,
      onRunStarted: () => undefined,
      onDatasetsUsed: () => undefined,
    }),
  });
});

afterAll(async () => {
  await app.close();
  await reads.dispose();
  store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (url: string) => (await app.inject({ method: "GET", url })).json();

const send = async (method: "POST" | "PUT" | "DELETE" | "PATCH", url: string, payload?: object | string) => {
  const answer = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, json: answer.json() };
};

const api = "/api/2.0/mlflow";
const artifacts = "/api/2.0/mlflow-artifacts/artifacts";

describe("the wire", () => {
  it("answers under MLflow's own interface's prefix too", async () => {
    expect(await get(`/ajax-api/2.0/mlflow/experiments/get?experiment_id=0`)).toEqual(
      await get(`${api}/experiments/get?experiment_id=0`),
    );
  });

  it("searches experiments by GET, with one order standing alone", async () => {
    await send("POST", `${api}/experiments/create`, { name: "a" });
    const found = await get(`${api}/experiments/search?order_by=${encodeURIComponent("name DESC")}&max_results=5`);
    expect(found.experiments.map(({ name }: { name: string }) => name)).toEqual(["a", "Default"]);
  });

  it("takes a run's id by either name", async () => {
    const { json } = await send("POST", `${api}/runs/create`, { experiment_id: "0" });
    const id = json.run.info.run_uuid;
    expect((await send("POST", `${api}/runs/set-tag`, { run_uuid: id, key: "k", value: "v" })).status).toBe(200);
    expect((await get(`${api}/runs/get?run_uuid=${id}`)).run.data.tags).toContainEqual({ key: "k", value: "v" });
  });

  it("keeps a file of any type as it was sent, and deletes what is not there without complaint", async () => {
    const upload = await app.inject({
      method: "PUT",
      url: `${artifacts}/0/r/artifacts/a.json`,
      headers: { "content-type": "application/json" },
      payload: "{not json",
    });
    expect(upload.statusCode).toBe(200);
    expect((await app.inject(`${artifacts}/0/r/artifacts/a.json`)).payload).toBe("{not json");
    for (let times = 0; times < 2; times += 1) {
      expect(await send("DELETE", `${artifacts}/0/r/artifacts/a.json`)).toEqual({ status: 200, json: {} });
    }
  });

  it("remembers a metric for the model it was measured on", async () => {
    const run = (await send("POST", `${api}/runs/create`, { experiment_id: "0" })).json.run.info.run_id;
    const model = (await send("POST", `${api}/logged-models`, { experiment_id: "0", source_run_id: run })).json.model;
    const id = model.info.model_id;
    const metric = {
      key: "acc",
      value: 1,
      timestamp: 1,
      step: 0,
      model_id: id,
      dataset_name: "d",
      dataset_digest: "x",
    };
    await send("POST", `${api}/runs/log-batch`, { run_id: run, metrics: [metric] });
    await send("POST", `${api}/runs/outputs`, { run_id: run, models: [{ model_id: id, step: 3 }] });
    await send("POST", `${api}/runs/log-inputs`, { run_id: run, models: [{ model_id: "m-other" }] });
    expect((await get(`${api}/logged-models/${id}`)).model.data.metrics).toEqual([{ ...metric, run_id: run }]);
    expect((await get(`${api}/runs/get?run_id=${run}`)).run).toMatchObject({
      data: { metrics: [{ key: "acc", value: 1 }] },
      inputs: { model_inputs: [{ model_id: "m-other" }] },
      outputs: { model_outputs: [{ model_id: id, step: 3 }] },
    });
  });

  it("says of every other endpoint that it does not exist", async () => {
    for (const url of [`${api}/webhooks`, "/v1/metrics", `${api}/runs/get`]) {
      expect(await send("POST", url, {})).toMatchObject({ status: 404, json: { error_code: "ENDPOINT_NOT_FOUND" } });
    }
  });
});
