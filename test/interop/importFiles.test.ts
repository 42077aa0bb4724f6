import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runOrThrow } from "../../scripts/process/run.ts";
import { ImportSummary } from "../../src/protocol/import.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";
import { digestsBelow } from "./support/digestsBelow.ts";
import { EngineProcess, type Json } from "./support/engineProcess.ts";
import { fileStoreAllowed, startMlflowServer } from "./support/mlflowServer.ts";
import { clients, runScript } from "./support/pythonClients.ts";
import { wireState } from "./support/wireState.ts";

const command = join(import.meta.dirname, "../../src/cli/main.ts");

/** What a script leaves that logs without a server. */
describe.each([
  { client: clients[0], place: "mlflow.db", uri: "sqlite:///mlflow.db" },
  { client: clients[0], place: "mlruns", uri: "./mlruns" },
  { client: clients[1], place: "mlflow.db", uri: "sqlite:///mlflow.db" },
  { client: clients[1], place: "mlruns", uri: "./mlruns" },
])("$place of $client.name that is imported", ({ client, place, uri }) => {
  const loggedModels = client.name === "mlflow 3";
  let folder: TemporaryFolder;
  let engine: EngineProcess;
  let first: ImportSummary;
  let originals: Json;

  const importAll = async (): Promise<ImportSummary> => {
    const args = [command, "import", join(folder.path, place), "--json"];
    const env = { MLFLOW_TRACKING_URI: "", TIDEMARK_NODE: "" };
    return ImportSummary.parse(JSON.parse(await runOrThrow(process.execPath, args, { cwd: engine.workspace, env })));
  };
  /** Without what SQLite keeps beside a database while it is read. */
  const digests = async (): Promise<Json> => {
    const all = Object.entries(await digestsBelow(folder.path));
    return Object.fromEntries(all.filter(([path]) => !/-(wal|shm)$/.test(path)));
  };

  beforeAll(async () => {
    [folder, engine] = await Promise.all([temporaryFolder(), EngineProcess.start()]);
    const here = { url: uri, token: "", workspace: folder.path };
    await runScript(client, "import_source.py", here, { env: fileStoreAllowed });
    originals = await digests();
    first = await importAll();
  });

  afterAll(async () => {
    await engine?.stop();
    await folder?.[Symbol.asyncDispose]();
  });

  it("is only read", async () => {
    expect(await digests()).toEqual(originals);
  });

  it("answers here what MLflow's own server answers of it", async () => {
    const options = {
      client,
      cwd: folder.path,
      backend: uri,
      artifacts: ["--no-serve-artifacts", "--default-artifact-root", "./mlruns"],
    };
    await using server = await startMlflowServer(options);
    const there = { url: server.url, token: "", workspace: folder.path };
    const [here, original] = await Promise.all([engine, there].map((each) => wireState(each, { loggedModels })));
    expect(here).toEqual(original);
  });

  it("is counted, and what is left out is said", () => {
    expect(first.written).toMatchObject({ runsNew: 5, modelVersions: loggedModels ? 2 : 1 });
    expect(first.written.points).toBeGreaterThan(26_000);
    expect(first.skipped.map(({ reason }) => reason)).toEqual(loggedModels ? [expect.stringContaining("traces")] : []);
  });

  it("brings nothing a second time, and a run that was logged since", async () => {
    const nothing = { runsNew: 0, runsUpdated: 0, runsUnchanged: 5, points: 0, artifacts: 0, loggedModels: 0 };
    expect((await importAll()).written).toMatchObject(nothing);
    const here = { url: uri, token: "", workspace: folder.path };
    await runScript(client, "live.py", here, { input: { steps: 4 }, env: fileStoreAllowed });
    expect((await importAll()).written).toMatchObject({ runsNew: 1, runsUnchanged: 5, points: 5 });
  });
});
