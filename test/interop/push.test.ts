import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { PushSelection, PushSummary } from "../../src/protocol/push.ts";
import type { EngineProcess, Json } from "./support/engineProcess.ts";
import type { MlflowServer } from "./support/mlflowServer.ts";
import { clients, runScript, type Server } from "./support/pythonClients.ts";
import { startTeam, type Team } from "./support/teamServer.ts";

let team: Team;
let server: MlflowServer;
let engine: EngineProcess;
const [client] = clients;

beforeAll(async () => {
  team = await startTeam();
  ({ server, engine } = team);
});

afterAll(async () => team?.[Symbol.asyncDispose]());

const remote = (): Server => ({ url: server.url, token: "", workspace: engine.workspace });

async function push(selection: PushSelection): Promise<PushSummary> {
  const connection = await attachEngine(engine.workspace, { client: "test", version: "0.0.0" });
  if (connection === null) throw new Error("No engine runs.");
  try {
    return await connection.request("push/start", { selection, remote: { url: server.url } });
  } finally {
    connection.dispose();
  }
}

function forgetPushes(): void {
  const store = new Database(join(engine.workspace, ".tidemark/store.db"));
  store.pragma("foreign_keys = ON");
  store.exec("DELETE FROM push_item");
  store.close();
}

const readAll = async (where: Server, experiment: string): Promise<Json> =>
  (await runScript(client, "read_all.py", where, { input: { experiment } })).answer;

const nothing = { points: 0, params: 0, tags: 0, datasets: 0, files: 0, bytes: 0, loggedModels: 0, modelVersions: 0 };

describe("an experiment that is pushed to MLflow's server on PostgreSQL", () => {
  let experimentId: string;
  let here: Json;
  let there: Json;
  let summary: PushSummary;

  beforeAll(async () => {
    await runScript(client, "push_source.py", engine, {});
    here = await readAll(engine, "to push");
    const { json } = await engine.get("experiments/get-by-name?experiment_name=to%20push");
    experimentId = json.experiment.experiment_id;
    summary = await push({ experimentId });
    there = await readAll(remote(), "to push");
  });

  it("arrives without failures", () => {
    expect(summary).toMatchObject({ failures: [], notes: [], interrupted: null, sent: { runsCreated: 5 } });
  });

  it.each([
    "status",
    "start",
    "end",
    "user",
    "params",
    "tags",
    "latest",
    "history",
    "artifacts",
    "datasets",
    "outputs",
  ])("has the same %s of every run as here, for MLflow's client", (field) => {
    const ofRuns = (answer: Json) => Object.entries<Json>(answer.runs).map(([name, run]) => [name, run[field]]);
    expect(Object.fromEntries(ofRuns(there))).toEqual(Object.fromEntries(ofRuns(here)));
  });

  it("has its logged model, which names itself and its run there", () => {
    expect(there.models).toHaveLength(1);
    expect(there.models).toEqual(here.models);
  });

  it("has its own tags", () => expect(there.experimentTags).toEqual(here.experimentTags));

  it("is not sent a second time", async () => {
    const { sent, failures } = await push({ experimentId });
    expect({ sent, failures }).toEqual({
      sent: { ...nothing, runsCreated: 0, runsUpdated: 0, runsUnchanged: 5 },
      failures: [],
    });
    expect(await readAll(remote(), "to push")).toEqual(there);
  });

  it("is found again by its tags when the workspace has forgotten what it sent", async () => {
    forgetPushes();
    expect((await push({ experimentId })).sent.runsCreated).toBe(0);
    expect(await readAll(remote(), "to push")).toEqual(there);
  });
});

describe("a registered model that is pushed", () => {
  const name = "team line";
  const readRegistry = async (where: Server): Promise<Json> =>
    (await runScript(client, "read_registry.py", where, { input: { name } })).answer;
  let summary: PushSummary;

  beforeAll(async () => {
    await runScript(client, "push_registry_source.py", engine, {});
    summary = await push({ modelName: name });
  });

  it("arrives with its versions and the run that made them", () => {
    expect(summary).toMatchObject({ failures: [], interrupted: null, sent: { runsCreated: 1, modelVersions: 2 } });
  });

  it("is loaded there as it is here, by version and with its aliases and tags", async () => {
    expect(await readRegistry(remote())).toEqual(await readRegistry(engine));
  });

  it("gets no version a second time, also when the workspace has forgotten what it sent", async () => {
    expect((await push({ modelName: name })).sent).toMatchObject({ modelVersions: 0, runsUnchanged: 1 });
    forgetPushes();
    expect((await push({ modelName: name })).sent).toMatchObject({ modelVersions: 0, loggedModels: 0, runsCreated: 0 });
    expect((await readRegistry(remote())).versions).toHaveLength(2);
  });

  it("leaves an alias where others have moved it", async () => {
    await team.post("registered-models/alias", { name, alias: "champion", version: "2" });
    await engine.post("registered-models/alias", { name, alias: "champion", version: "1" });
    forgetPushes();
    expect((await push({ modelName: name })).notes).toEqual([expect.stringContaining("alias champion")]);
    expect((await readRegistry(remote())).aliases).toEqual({ challenger: "2", champion: "2" });
  });
});
