import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { locateDataFolder } from "../../../src/client/dataFolder.ts";
import { readEngineInfo } from "../../../src/client/engineInfoFile.ts";
import { failure } from "../../../src/client/spawnEngine.ts";
import { listenOnLoopback } from "../../../src/engine/listen.ts";
import { engineExit } from "../../../src/protocol/engineInfo.ts";
import { engineFile, startEngine } from "../../support/engineProcess.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

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

describe("engine process", () => {
  it("keeps its data, its address and its socket to the user", async () => {
    await using engine = await startEngine();
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

  it("is the only one of its workspace", async () => {
    await using engine = await startEngine();
    const second = await failToStart("--workspace", engine.workspace);
    expect(second.code).toBe(engineExit.alreadyRunning);
    expect(failure(second.printed, engineExit.alreadyRunning)).toMatchObject({ code: "conflict" });
    expect((await infoOf(engine.workspace)).pid).toBe(engine.pid);
  });

  it("says why it can't start", async () => {
    const { code, printed } = await failToStart("--workspace", "/no/such/workspace");
    expect(code).toBe(engineExit.failed);
    expect(failure(printed, 1)).toMatchObject({ code: "notFound", message: expect.stringContaining("/no/such") });
  });

  it("is shared by its clients, and counts those that are there", async () => {
    await using engine = await startEngine();
    const [one, two] = await Promise.all([engine.connect(), engine.connect()]);
    expect((await one.request("engine/status", {})).clients).toBe(2);
    two.dispose();
    await expect.poll(async () => (await one.request("engine/status", {})).clients).toBe(1);
    one.dispose();
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
