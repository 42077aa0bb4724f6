import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { attachEngine, stopEngine } from "../../../src/client/attachEngine.ts";
import type { ConnectedEngine } from "../../../src/client/connectEngine.ts";
import { EngineConnection, type EngineState } from "../../../src/client/engineConnection.ts";
import { type EngineOptions, ensureEngine } from "../../../src/client/ensureEngine.ts";
import { packageVersion } from "../../../src/engine/packageVersion.ts";
import { engineFile, startEngine } from "../../support/engineProcess.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporaryFolder.ts";

const version = packageVersion(engineFile);

const options = (workspace: string, more: Partial<EngineOptions> = {}): EngineOptions => ({
  workspace,
  client: "test",
  version,
  node: process.execPath,
  engineFile,
  ...more,
});

/** A workspace whose engine, if one runs at the end, is stopped with it. */
async function workspaceFolder(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  return {
    path: folder.path,
    async [Symbol.asyncDispose]() {
      const engine = await attachEngine(folder.path, { client: "test", version });
      if (engine !== null) await stopEngine(engine, { reason: "The test is over." });
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The same engine as a package of another version. */
async function engineOfVersion(folder: string, other: string): Promise<string> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "tidemark", version: other, type: "module" }));
  const file = join(folder, "engine.mjs");
  await writeFile(file, `import ${JSON.stringify(engineFile)};\n`);
  return file;
}

/** Ensures an engine in a process that ends by itself when it has let go of it; answers the engine's pid. */
async function startFromAnotherProcess(workspace: string): Promise<number> {
  const module = new URL("../../../src/client/ensureEngine.ts", import.meta.url).href;
  const script = `const { ensureEngine } = await import(${JSON.stringify(module)});
    const engine = await ensureEngine(${JSON.stringify(options(workspace))});
    console.log(engine.status.pid);
    engine.dispose();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  return Number(stdout);
}

const address = (engine: ConnectedEngine) => [engine.status.url, engine.status.token];

describe("ensuring an engine", { timeout: 60_000 }, () => {
  it("starts one that outlives its starter, and attaches to it afterwards", async () => {
    await using workspace = await workspaceFolder();
    expect(await attachEngine(workspace.path, { client: "test", version })).toBeNull();
    const pid = await startFromAnotherProcess(workspace.path);
    const engine = await ensureEngine(options(workspace.path));
    expect(engine.status.pid).toBe(pid);
    engine.dispose();
  });

  it("ends up with one engine when two start at once", async () => {
    await using workspace = await workspaceFolder();
    const engines = await Promise.all([ensureEngine(options(workspace.path)), ensureEngine(options(workspace.path))]);
    expect(engines[0]?.status.pid).toBe(engines[1]?.status.pid);
    for (const engine of engines) engine.dispose();
  });

  it("replaces an older engine at the same port with the same token", async () => {
    await using workspace = await workspaceFolder();
    await using elsewhere = await temporaryFolder();
    const older = await startEngine({
      workspace: workspace.path,
      file: await engineOfVersion(elsewhere.path, "0.0.1"),
    });
    const watcher = await older.connect();
    const stopping = Promise.withResolvers<unknown>();
    watcher.on("stopping", stopping.resolve);
    const engine = await ensureEngine(options(workspace.path));
    expect(engine.status.version).toBe(version);
    expect(address(engine)).toEqual([older.url, older.token]);
    expect(await older.ended).toBe(0);
    expect(await stopping.promise).toMatchObject({ restart: true });
    engine.dispose();
  });

  it("attaches to a newer engine that speaks the same protocol", async () => {
    await using workspace = await workspaceFolder();
    await using elsewhere = await temporaryFolder();
    const file = await engineOfVersion(elsewhere.path, "99.0.0");
    await using newer = await startEngine({ workspace: workspace.path, file });
    const engine = await ensureEngine(options(workspace.path));
    expect(engine.status.pid).toBe(newer.pid);
    engine.dispose();
  });

  it("tells what an engine printed that can't start", async () => {
    await using workspace = await workspaceFolder();
    await using elsewhere = await temporaryFolder();
    const broken = join(elsewhere.path, "engine.mjs");
    await writeFile(broken, 'throw new Error("a part of it is missing");\n');
    await expect(ensureEngine(options(workspace.path, { engineFile: broken }))).rejects.toMatchObject({
      code: "internal",
      message: expect.stringContaining("a part of it is missing"),
    });
  });

  it("tells that the program is missing", async () => {
    await using workspace = await workspaceFolder();
    const node = join(workspace.path, "no-node");
    await expect(ensureEngine(options(workspace.path, { node }))).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("no-node"),
    });
  });

  it("brings a killed engine back at the same address", async () => {
    await using workspace = await workspaceFolder();
    const engine = new EngineConnection((request) => ensureEngine({ ...options(workspace.path), ...request }));
    const before = await engine.start();
    const back = new Promise<EngineState>((resolve) => {
      engine.onState((state) => {
        if (state.kind === "connected" || state.kind === "stopped") resolve(state);
      });
    });
    process.kill(before.pid, "SIGKILL");
    expect(await back).toMatchObject({ kind: "connected", status: { url: before.url, token: before.token } });
    expect((await engine.request("engine/status", {})).pid).not.toBe(before.pid);
    await engine.stop("The test is over.");
    engine.dispose();
  });
});
