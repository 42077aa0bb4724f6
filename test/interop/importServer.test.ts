import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runOrThrow } from "../../scripts/process/run.ts";
import { ImportSummary } from "../../src/protocol/import.ts";
import { EngineProcess, type Json } from "./support/engineProcess.ts";
import { type MlflowServer, startMlflowServer } from "./support/mlflowServer.ts";
import { clients, runScript, type Server } from "./support/pythonClients.ts";
import { startUnreliableProxy } from "./support/unreliableProxy.ts";
import { wireState } from "./support/wireState.ts";

const command = join(import.meta.dirname, "../../src/cli/main.ts");

/** MLflow 3 with a database, MLflow 2 with files. */
describe.each([
  { client: clients[0], backend: "sqlite:///team.db" },
  { client: clients[1], backend: "./mlruns" },
])("a server of $client.name that is imported", ({ client, backend }) => {
  const loggedModels = client.name === "mlflow 3";
  let server: MlflowServer;
  let engine: EngineProcess;
  let there: Server;
  let first: ImportSummary;
  let outer: string;

  const importAll = async (from = server.url, workspace = engine.workspace): Promise<ImportSummary> => {
    const out = await runOrThrow(process.execPath, [command, "import", from, "--json"], {
      cwd: workspace,
      env: { MLFLOW_TRACKING_URI: "", TIDEMARK_NODE: "" },
    });
    return ImportSummary.parse(JSON.parse(out));
  };
  const post = async (endpoint: string, body: unknown): Promise<Json> => {
    const headers = { "content-type": "application/json" };
    const asked = { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(`${server.url}/api/2.0/mlflow/${endpoint}`, asked)).json();
  };
  const expectTheSame = async (workspace = engine): Promise<void> => {
    const states = [workspace, there].map((each) => wireState(each, { loggedModels }));
    const [here, original] = await Promise.all(states);
    expect(here).toEqual(original);
  };

  beforeAll(async () => {
    [server, engine] = await Promise.all([startMlflowServer({ client, backend }), EngineProcess.start()]);
    there = { url: server.url, token: "", workspace: engine.workspace };
    outer = (await runScript(client, "import_source.py", there, {})).answer.outer;
    first = await importAll();
  });

  afterAll(async () => {
    await engine?.stop();
    await server?.[Symbol.asyncDispose]();
  });

  it("answers here what it answers there", () => expectTheSame());

  it("is counted, and what is left out is said", () => {
    expect(first.written).toMatchObject({ runsNew: 5, modelVersions: loggedModels ? 2 : 1 });
    expect(first.written.points).toBeGreaterThan(26_000);
    expect(first.skipped.map(({ reason }) => reason)).toEqual(loggedModels ? [expect.stringContaining("traces")] : []);
  });

  it("brings nothing a second time", async () => {
    const { written } = await importAll();
    expect(written).toMatchObject({ runsNew: 0, runsUpdated: 0, runsUnchanged: 5, points: 0, artifacts: 0 });
    expect(written).toMatchObject({ experimentsCreated: 0, loggedModels: 0, modelVersions: 0 });
  });

  it("brings a run that was logged since, and a file that came to a finished run", async () => {
    await runScript(client, "live.py", there, { input: { steps: 4 } });
    const { run } = await (await fetch(`${server.url}/api/2.0/mlflow/runs/get?run_id=${outer}`)).json();
    const path = `${run.info.artifact_uri.replace(/^mlflow-artifacts:\/+/, "")}/late.txt`;
    await fetch(`${server.url}/api/2.0/mlflow-artifacts/artifacts/${path}`, { method: "PUT", body: "late" });
    const { written } = await importAll();
    expect(written).toMatchObject({ runsNew: 1, runsUpdated: 1, runsUnchanged: 4, points: 5, artifacts: 2 });
    await expectTheSame();
  });

  it("is imported to its end after the server has turned the import away", async () => {
    await using proxy = await startUnreliableProxy(server.url);
    const another = await EngineProcess.start();
    try {
      let histories = 0;
      proxy.decide(({ path }) => {
        if (path.includes("get-history")) histories += 1;
        return histories > 3 ? "unauthorized" : "answered";
      });
      await expect(importAll(proxy.url, another.workspace)).rejects.toThrow("The server wants credentials");
      proxy.decide(() => "answered");
      expect((await importAll(proxy.url, another.workspace)).written.runsNew).toBeGreaterThan(0);
      await expectTheSame(another);
    } finally {
      await another.stop();
    }
  });

  it("goes on without artifacts that the server can't reach, and says which and why", async () => {
    const { experiment_id } = await post("experiments/create", { name: "far", artifact_location: "s3://nobodys/far" });
    const { run } = await post("runs/create", { experiment_id, run_name: "far away", start_time: 1000 });
    const { written, skipped } = await importAll();
    expect(written).toMatchObject({ runsNew: 1, artifacts: 0 });
    const place = `run ${run.info.run_id}, artifacts`;
    const told = { place, reason: expect.stringContaining("500") };
    expect(skipped).toContainEqual(told);
    expect(await importAll()).toMatchObject({
      written: { runsNew: 0, runsUpdated: 0 },
      skipped: expect.arrayContaining([told]),
    });
  });
});
