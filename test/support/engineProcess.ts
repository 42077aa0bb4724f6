import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { ConnectedEngine } from "../../src/client/connectEngine.ts";
import { engineFlags } from "../../src/client/engineFlags.ts";
import { EngineStatus } from "../../src/protocol/engineContract.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** The engine's program, as development runs it. */
export const engineFile = fileURLToPath(new URL("../../src/engine/main.ts", import.meta.url));

export interface EngineProcessOptions {
  /** Without it, a temporary folder that goes away with the engine. */
  readonly workspace?: string;
  /** As `--port`, `--no-token`, … */
  readonly args?: readonly string[];
  readonly file?: string;
  /** Beside that of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real engine in a process of its own. */
export interface EngineProcess extends AsyncDisposable {
  readonly workspace: string;
  readonly pid: number;
  readonly url: string;
  readonly token: string | null;
  /** What it prints on its error output, so far. */
  readonly printed: () => string;
  /** Resolves with its exit code, null when it was killed. */
  readonly ended: Promise<number | null>;
  /** A request that carries the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A connection of its own; the caller disposes it. */
  connect(): Promise<ConnectedEngine>;
  /** Ends it with a signal and resolves with its exit code. */
  end(signal?: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | null>;
}

/**
 * Starts an engine and resolves when it serves; it is ended when it goes out of scope.
 * @example
 * await using engine = await startEngine();
 * await engine.fetch("/api/2.0/mlflow/experiments/search", { method: "POST", body: '{"max_results": 10}' });
 */
export async function startEngine(options: EngineProcessOptions = {}): Promise<EngineProcess> {
  const folder = options.workspace === undefined ? await temporaryFolder() : null;
  const workspace = options.workspace ?? folder?.path ?? "";
  const args = [
    ...engineFlags,
    options.file ?? engineFile,
    "--workspace",
    workspace,
    "--foreground",
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const ended = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
  const status = await firstStatus(child, ended, () => printed);
  const { url, token } = status;
  const end = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    workspace,
    pid: status.pid,
    url,
    token,
    printed: () => printed,
    ended,
    end,
    fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      if (token !== null) headers.set("authorization", `Bearer ${token}`);
      if (typeof init.body === "string" && !headers.has("content-type")) {
        headers.set("content-type", "application/json");
      }
      return fetch(url + path, { ...init, headers });
    },
    async connect() {
      const engine = await attachEngine(workspace, { client: "test", version: status.version });
      if (engine === null) throw new Error(`No engine serves ${workspace}.`);
      return engine;
    },
    async [Symbol.asyncDispose]() {
      await end();
      await folder?.[Symbol.asyncDispose]();
    },
  };
}

async function firstStatus(
  child: ChildProcess,
  ended: Promise<number | null>,
  printed: () => string,
): Promise<EngineStatus> {
  if (child.stdout === null) throw new Error("The engine's output is not read.");
  const lines = createInterface(child.stdout);
  const early = ended.then((code) => {
    throw new Error(`The engine ended with ${code}: ${printed()}`);
  });
  early.catch(() => undefined); // Its end is expected once it has served.
  const [line] = await Promise.race([once(lines, "line"), early]);
  return EngineStatus.parse(JSON.parse(line));
}
