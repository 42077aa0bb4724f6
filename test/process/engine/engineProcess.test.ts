import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { locateDataFolder } from "../../../src/client/dataFolder.ts";
import { readEngineInfo } from "../../../src/client/engineInfoFile.ts";
import { failure } from "../../../src/client/spawnEngine.ts";
import { listenOnLoopback } from "../../../src/engine/listen.ts";
import type { Changed } from "../../../src/protocol/engineContract.ts";
import { engineExit } from "../../../src/protocol/engineInfo.ts";
import { type EngineProcess, engineFile, startEngine } from "../../support/engineProcess.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

const infoOf = async (workspace: string) => {
  const info = await readEngineInfo((await locateDataFolder(workspace)).infoFile);
  if (info === null) throw new Error("There is no engine.json.");
  return info;
};

/** Starts an engine that should not come up, and answers how it ended. */
async function failToStart(...args: string[]): Promise<{ code: unknown; printed: string }> {
  const child = spawn(process.execPath, [engineFile, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const [code] = await once(child, "close");
  return { code, printed };
}

describe("an engine that serves", { timeout: 60_000 }, () => {
  let engine: EngineProcess;

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
  });

  it("keeps its data, its address and its socket to the user", async () => {
    const folder = await locateDataFolder(engine.workspace);
    const info = await infoOf(engine.workspace);
    expect(await readFile(join(folder.root, ".gitignore"), "utf8")).toBe("*\n");
    expect(await mode(folder.root)).toBe(0o700);
    expect(await mode(folder.infoFile)).toBe(0o600);
    expect(await mode(folder.engineLog)).toBe(0o600);
    expect(await mode(info.socket)).toBe(0o600);
    expect(await mode(dirname(info.socket))).toBe(0o700);
    expect(Buffer.from(info.token ?? "", "base64url")).toHaveLength(32);
    expect(await readFile(folder.engineLog, "utf8")).not.toContain(info.token);
  });

  it("is the only one of its workspace", async () => {
    const second = await failToStart("--workspace", engine.workspace);
    expect(second.code).toBe(engineExit.alreadyRunning);
    expect(failure(second.printed, engineExit.alreadyRunning)).toMatchObject({ code: "conflict" });
    expect((await infoOf(engine.workspace)).pid).toBe(engine.pid);
  });

  it("is shared by its clients, and counts those that are there", async () => {
    const [one, two] = await Promise.all([engine.connect(), engine.connect()]);
    expect((await one.request("engine/status", {})).clients).toBe(2);
    two.dispose();
    await expect.poll(async () => (await one.request("engine/status", {})).clients).toBe(1);
    one.dispose();
  });

  it("tells its clients what a script records", async () => {
    const client = await engine.connect();
    const changes: Changed[] = [];
    const heard = new Promise<void>((resolve) => {
      client.on("changed", (changed) => {
        changes.push(changed);
        if (changes.some(({ runs }) => runs.some((run) => run.metrics))) resolve();
      });
    });
    const post = async (path: string, body: object): Promise<unknown> =>
      (await engine.fetch(`/api/2.0/mlflow/${path}`, { method: "POST", body: JSON.stringify(body) })).json();
    const { run_id } = Created.parse(await post("runs/create", { experiment_id: "0" })).run.info;
    await post("runs/log-metric", { run_id, key: "loss", value: 1, timestamp: 1, step: 0 });
    await heard;
    expect(changes[0]?.runs[0]).toEqual({ id: run_id, experimentId: "0", summary: true, metrics: false });
    expect((await client.request("engine/status", {})).runningRuns).toBe(1);
    client.dispose();
  });
});

describe("engine process", { timeout: 60_000 }, () => {
  it("ends by itself when it is told to, leaving nothing but its data", async () => {
    await using engine = await startEngine();
    const { socket } = await infoOf(engine.workspace);
    const client = await engine.connect();
    const stopping = Promise.withResolvers<unknown>();
    client.on("stopping", stopping.resolve);
    expect(await engine.end("SIGTERM")).toBe(engineExit.stopped);
    expect(await stopping.promise).toEqual({ reason: expect.stringContaining("SIGTERM"), restart: false });
    await client.closed;
    expect(existsSync(socket)).toBe(false);
    expect(engine.printed()).toBe("");
    const log = await readFile((await locateDataFolder(engine.workspace)).engineLog, "utf8");
    expect(log).not.toContain("had to be ended");
    expect(log).not.toContain('"level":50');
    const leftOver = (await readdir(join(engine.workspace, ".tidemark"))).filter((name) => name.endsWith(".tmp"));
    expect(leftOver).toEqual([]);
  });

  it("says why it can't start", async () => {
    const { code, printed } = await failToStart("--workspace", "/no/such/workspace");
    expect(code).toBe(engineExit.failed);
    expect(failure(printed, 1)).toMatchObject({ code: "notFound", message: expect.stringContaining("/no/such") });
  });

  it("comes back at the same port with the same token, however it ended", async () => {
    await using workspace = await temporaryFolder();
    const first = await startEngine({ workspace: workspace.path });
    expect(await first.end("SIGKILL")).toBeNull();
    const second = await startEngine({ workspace: workspace.path });
    expect([second.url, second.token]).toEqual([first.url, first.token]);
    await second.end();
    await using third = await startEngine({ workspace: workspace.path });
    expect([third.url, third.token]).toEqual([first.url, first.token]);
  });

  it("takes another port when its own is taken, and says so", async () => {
    const other = createServer();
    const port = await listenOnLoopback(other, []);
    await using engine = await startEngine({ args: ["--port", String(port)] });
    expect(engine.url).not.toContain(`:${port}`);
    const client = await engine.connect();
    expect(client.status.problems).toEqual([
      { id: "portTaken", message: expect.stringContaining(String(port)), advice: expect.any(String) },
    ]);
    client.dispose();
    other.close();
  });

  it("asks for the token it was given, or for none", async () => {
    await using workspace = await temporaryFolder();
    const given = await startEngine({ workspace: workspace.path, args: ["--token", "given"] });
    expect(given.token).toBe("given");
    expect((await fetch(`${given.url}/health`)).status).toBe(401);
    expect((await given.fetch("/health")).status).toBe(200);
    await given.end();
    await using open = await startEngine({ workspace: workspace.path, args: ["--no-token"] });
    expect((await fetch(`${open.url}/health`)).status).toBe(200);
  });
});
