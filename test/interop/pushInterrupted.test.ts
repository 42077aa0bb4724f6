import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { PushSummary } from "../../src/protocol/push.ts";
import type { Credentials } from "../../src/protocol/remote.ts";
import type { Json } from "./support/engineProcess.ts";
import { startTeam, type Team } from "./support/teamServer.ts";
import { startUnreliableProxy, type UnreliableProxy } from "./support/unreliableProxy.ts";

const points = 3500;
let team: Team;
let proxy: UnreliableProxy;

beforeAll(async () => {
  team = await startTeam();
  proxy = await startUnreliableProxy(team.server.url);
});

afterEach(() => proxy.decide(() => "answered"));

afterAll(async () => {
  await proxy?.[Symbol.asyncDispose]();
  await team?.[Symbol.asyncDispose]();
});

/** An experiment with an outer run, two in it, points, a parameter and a file each. */
async function record(name: string): Promise<string> {
  const { engine } = team;
  const experimentId: string = (await engine.post("experiments/create", { name })).json.experiment_id;
  let parent: string | undefined;
  for (const runName of ["outer", "first", "second"]) {
    const tags = parent === undefined ? [] : [{ key: "mlflow.parentRunId", value: parent }];
    const body = { experiment_id: experimentId, run_name: runName, start_time: 1_700_000_000_000, tags };
    const runId: string = (await engine.post("runs/create", body)).json.run.info.run_id;
    parent ??= runId;
    await engine.post("runs/log-parameter", { run_id: runId, key: "name", value: runName });
    for (let start = 0; start < points; start += 500) {
      const metrics = Array.from({ length: 500 }, (_, index) => ({
        key: "loss",
        value: 1 / (1 + start + index),
        timestamp: 1_700_000_000_000 + start + index,
        step: start + index,
      }));
      await engine.post("runs/log-batch", { run_id: runId, metrics });
    }
    const path = `/api/2.0/mlflow-artifacts/artifacts/${experimentId}/${runId}/artifacts/notes.txt`;
    await engine.send("PUT", path, `of ${runName}`, "text/plain");
    await engine.post("runs/update", { run_id: runId, status: "FINISHED", end_time: 1_700_000_100_000 });
  }
  return experimentId;
}

async function push(experimentId: string, credentials?: Credentials): Promise<PushSummary> {
  const connection = await attachEngine(team.engine.workspace, { client: "test", version: "0.0.0" });
  if (connection === null) throw new Error("No engine runs.");
  const remote = { url: proxy.url, ...(credentials === undefined ? {} : { credentials }) };
  try {
    return await connection.request("push/start", { selection: { experimentId }, remote });
  } finally {
    connection.dispose();
  }
}

/** Checks that the server has all of the experiment, and nothing twice. */
async function expectWhole(name: string): Promise<void> {
  const { experiment } = await team.get(`experiments/get-by-name?experiment_name=${name}`);
  const { runs } = await team.post("runs/search", { experiment_ids: [experiment.experiment_id], run_view_type: "ALL" });
  const byName = new Map<string, Json>(runs.map((run: Json) => [run.info.run_name, run]));
  expect([...byName.keys()].sort()).toEqual(["first", "outer", "second"]);
  expect(runs).toHaveLength(3);
  for (const [runName, { info, data }] of byName) {
    const { metrics } = await team.get(`metrics/get-history?run_id=${info.run_id}&metric_key=loss&max_results=25000`);
    expect(metrics).toHaveLength(points);
    expect(data.params).toEqual([{ key: "name", value: runName }]);
    const tags = new Map<string, string>(data.tags.map(({ key, value }: Json) => [key, value]));
    expect(tags.get("mlflow.parentRunId")).toBe(runName === "outer" ? undefined : byName.get("outer").info.run_id);
    expect(info).toMatchObject({ status: "FINISHED", end_time: 1_700_000_100_000 });
    const path = `${experiment.experiment_id}/${info.run_id}/artifacts/notes.txt`;
    const file = await fetch(`${team.server.url}/api/2.0/mlflow-artifacts/artifacts/${path}`);
    expect(await file.text()).toBe(`of ${runName}`);
  }
}

/** Says true once for each of these, at its first request. */
function firstOf(...endings: readonly string[]): (path: string) => boolean {
  const left = new Set(endings);
  return (path) => {
    const found = [...left].find((ending) => path.split("?")[0]?.endsWith(ending));
    return found !== undefined && left.delete(found);
  };
}

describe("a push that is disturbed", () => {
  it("makes nothing twice when answers are lost after the server has acted", async () => {
    const experimentId = await record("lost-answers");
    const isFirst = firstOf("experiments/create", "runs/create", "runs/log-batch", "notes.txt", "runs/update");
    proxy.decide(({ path }) => (isFirst(path) ? "answerLost" : "answered"));
    expect(await push(experimentId)).toMatchObject({ failures: [], interrupted: null });
    await expectWhole("lost-answers");
  });

  it.each(["runs/create", "runs/log-batch", "notes.txt"])(
    "goes on when the engine was killed at %s",
    async (ending) => {
      const name = `killed-at-${ending.replace(/\W/g, "-")}`;
      const experimentId = await record(name);
      const { promise: met, resolve: meet } = Promise.withResolvers<void>();
      let count = 0;
      proxy.decide(({ path }) => {
        if (!path.split("?")[0]?.endsWith(ending)) return "answered";
        count += 1;
        // The first is through; the second is acted on, but its answer reaches nobody.
        if (count < 2) return "answered";
        meet();
        return "answerLost";
      });
      const interrupted = push(experimentId).catch(() => "gone");
      await met;
      await team.engine.killAndRestart();
      expect(await interrupted).toBe("gone");
      proxy.decide(() => "answered");
      expect(await push(experimentId)).toMatchObject({ failures: [], interrupted: null });
      await expectWhole(name);
      expect((await push(experimentId)).sent).toMatchObject({ points: 0, files: 0, runsCreated: 0, runsUnchanged: 3 });
    },
  );

  it("goes on by itself when the server went away and came back", async () => {
    const experimentId = await record("server-away");
    const { promise: met, resolve: meet } = Promise.withResolvers<void>();
    let batches = 0;
    proxy.decide(({ path }) => {
      batches += path.endsWith("runs/log-batch") ? 1 : 0;
      if (batches === 4) meet();
      return "answered";
    });
    const pushed = push(experimentId);
    await met;
    await team.server.stop();
    await team.server.start();
    expect(await pushed).toMatchObject({ failures: [], interrupted: null });
    await expectWhole("server-away");
  });
});

describe("a server that wants credentials", () => {
  const right = { username: "ann", password: "correct-horse" };
  const header = `Basic ${Buffer.from("ann:correct-horse").toString("base64")}`;
  const guard = (): void =>
    proxy.decide(({ authorization }) => (authorization === header ? "answered" : "unauthorized"));

  it("gets nothing from a push with the wrong ones, and is not told others'", async () => {
    const experimentId = await record("guarded");
    guard();
    for (const wrong of [undefined, { token: "wrong-token" }, { username: "ann", password: "wrong-word" }]) {
      const summary = await push(experimentId, wrong);
      expect(summary).toMatchObject({ unauthenticated: true, sent: { runsCreated: 0 } });
      expect(JSON.stringify(summary)).not.toContain("wrong-");
    }
    expect(proxy.seen.some(({ authorization }) => authorization?.includes(team.engine.token))).toBe(false);
  });

  it("takes a push with the right ones, which need not be given again while the engine runs", async () => {
    const { json } = await team.engine.get("experiments/get-by-name?experiment_name=guarded");
    const { experiment_id: experimentId } = json.experiment;
    guard();
    expect(await push(experimentId, right)).toMatchObject({ unauthenticated: false, interrupted: null, failures: [] });
    expect(await push(experimentId)).toMatchObject({ unauthenticated: false, sent: { runsUnchanged: 3 } });
    proxy.decide(() => "answered");
    await expectWhole("guarded");
  });
});
