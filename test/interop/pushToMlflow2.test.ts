import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { PushSummary } from "../../src/protocol/push.ts";
import { EngineProcess, type Json } from "./support/engineProcess.ts";
import { type MlflowServer, startMlflowServer } from "./support/mlflowServer.ts";
import { clients, runScript } from "./support/pythonClients.ts";

const [client, older] = clients;
let server: MlflowServer;
let engine: EngineProcess;

beforeAll(async () => {
  [server, engine] = await Promise.all([startMlflowServer({ client: older }), EngineProcess.start()]);
});

afterAll(async () => {
  await engine?.stop();
  await server?.[Symbol.asyncDispose]();
});

describe("runs of MLflow 3's client that are pushed to an MLflow 2 server", () => {
  let summaries: readonly PushSummary[];
  let runs: Json[];

  beforeAll(async () => {
    await runScript(client, "push_source.py", engine, {});
    const { json } = await engine.get("experiments/get-by-name?experiment_name=to%20push");
    const selection = { experimentId: json.experiment.experiment_id };
    const connection = await attachEngine(engine.workspace, { client: "test", version: "0.0.0" });
    if (connection === null) throw new Error("No engine runs.");
    const push = () => connection.request("push/start", { selection, remote: { url: server.url } });
    summaries = [await push(), await push()];
    connection.dispose();
    const api = `${server.url}/api/2.0/mlflow`;
    const { experiment } = await (await fetch(`${api}/experiments/get-by-name?experiment_name=to%20push`)).json();
    const body = JSON.stringify({ experiment_ids: [experiment.experiment_id] });
    const headers = { "content-type": "application/json" };
    ({ runs } = await (await fetch(`${api}/runs/search`, { method: "POST", headers, body })).json());
  });

  it("arrive but for their logged models, of which the summary tells", () => {
    expect(summaries[0]).toMatchObject({ failures: [], interrupted: null, sent: { runsCreated: 5, loggedModels: 0 } });
    expect(summaries[0]?.notes).toEqual([expect.stringContaining("no logged models")]);
  });

  it("have their parameters, metrics, data sets and ends there", () => {
    const outer = runs.find(({ info }) => info.run_name === "outer");
    expect(outer.info.status).toBe("FINISHED");
    expect(outer.data.params).toHaveLength(150);
    expect(outer.data.metrics.find(({ key }: Json) => key === "loss")).toMatchObject({ step: 2499 });
    expect(outer.inputs.dataset_inputs).toHaveLength(1);
  });

  it("are not sent a second time", () => {
    expect(summaries[1]?.sent).toMatchObject({ runsCreated: 0, runsUpdated: 0, runsUnchanged: 5, points: 0, files: 0 });
    expect(runs).toHaveLength(5);
  });
});
