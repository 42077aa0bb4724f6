import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { ConnectedEngine } from "../../src/client/connectEngine.ts";
import type { SyncState } from "../../src/protocol/push.ts";
import { eventually } from "../support/eventually.ts";
import type { Json } from "./support/engineProcess.ts";
import { clients, runScript } from "./support/pythonClients.ts";
import { startTeam, type Team } from "./support/teamServer.ts";

const [client] = clients;
const steps = 120;
let team: Team;
let connection: ConnectedEngine;
let experimentId: string;

beforeAll(async () => {
  team = await startTeam();
  const attached = await attachEngine(team.engine.workspace, { client: "test", version: "0.0.0" });
  if (attached === null) throw new Error("No engine runs.");
  connection = attached;
  experimentId = (await connection.request("experiments/create", { name: "live" })).id;
});

afterAll(async () => {
  connection?.dispose();
  await team?.[Symbol.asyncDispose]();
});

const runsThere = async (): Promise<Json[]> => {
  const found = await team.get("experiments/get-by-name?experiment_name=live");
  const id = found.experiment?.experiment_id;
  return id === undefined ? [] : ((await team.post("runs/search", { experiment_ids: [id] })).runs ?? []);
};
const historyThere = async (runId: string): Promise<Json[]> =>
  (await team.get(`metrics/get-history?run_id=${runId}&metric_key=loss`)).metrics ?? [];
const artifactThere = async (runId: string, experiment: string): Promise<string> => {
  const path = `${experiment}/${runId}/artifacts/progress.txt`;
  return (await fetch(`${team.server.url}/api/2.0/mlflow-artifacts/artifacts/${path}`)).text();
};
const state = async (): Promise<SyncState | undefined> => (await connection.request("sync/list", {})).syncs[0];

describe("an experiment that is kept pushed", () => {
  it("is followed while a script runs, and is whole when it has ended", async () => {
    await connection.request("sync/set", { experimentId, remote: { url: team.server.url } });
    const script = runScript(client, "live.py", team.engine, { input: { steps } });
    const seen = await eventually(
      "the running run is on the server with some points",
      async () => {
        const [run] = await runsThere();
        return run?.info.status === "RUNNING" && run.data.metrics?.length > 0 ? run : undefined;
      },
      60_000,
    );
    await script;
    const ended = await eventually("the run has ended there", async () => {
      const [run] = await runsThere();
      return run?.info.status === "FINISHED" ? run : undefined;
    });
    expect(ended.info.run_id).toBe(seen.info.run_id);
    expect(await runsThere()).toHaveLength(1);
    expect(await historyThere(ended.info.run_id)).toHaveLength(steps + 1);
    expect(ended.data.params).toEqual([{ key: "found later", value: "yes" }]);
    expect(await artifactThere(ended.info.run_id, ended.info.experiment_id)).toBe("done");
    expect(await eventually("it says so", async () => (await state())?.state === "current")).toBe(true);
    expect(await state()).toMatchObject({ runsLeft: 0, failures: [], message: null });
  });

  it("catches up when the server was away, and after the engine was killed", async () => {
    await team.server.stop();
    await runScript(client, "live.py", team.engine, { input: { steps: 10 } });
    await eventually("it waits for the server", async () => (await state())?.state === "waiting");
    expect((await state())?.message).toContain("can't be reached");
    connection.dispose();
    await team.engine.killAndRestart();
    await team.server.start();
    await eventually("both runs are there", async () => {
      const runs = await runsThere();
      return runs.length === 2 && runs.every(({ info }) => info.status === "FINISHED");
    });
    const counts = await Promise.all(
      (await runsThere()).map(async ({ info }) => (await historyThere(info.run_id)).length),
    );
    expect(counts.sort((a, b) => a - b)).toEqual([11, steps + 1]);
  });
});
