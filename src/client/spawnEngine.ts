import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { EngineFailure, engineExit } from "../protocol/engineInfo.ts";
import { TidemarkError } from "../protocol/errors.ts";
import type { DataFolder } from "./dataFolder.ts";
import { engineFlags } from "./engineFlags.ts";

/** The engine as a program. */
export interface EngineProgram {
  /** The Node to run it: the editor's own (with `ELECTRON_RUN_AS_NODE=1` in `env`), or `process.execPath`. */
  readonly node: string;
  readonly engineFile: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further arguments, such as `--no-token`. */
  readonly args?: readonly string[];
}

/** How a started engine ended. */
export type EngineEnd = "stopped" | "alreadyRunning" | TidemarkError;

/** An engine process that was started here and lives on without us. */
export interface SpawnedEngine {
  readonly pid: number | undefined;
  /** Resolves when the process ends, if it does so while we watch. */
  readonly ended: Promise<EngineEnd>;
}

/** Variables by which a debugger or an editor would get hold of the engine. */
const notInherited = ["NODE_OPTIONS", "VSCODE_INSPECTOR_OPTIONS"];

/** Starts an engine that outlives this process. */
export async function spawnEngine(folder: DataFolder, program: EngineProgram): Promise<SpawnedEngine> {
  const log = await open(folder.startLog, "a", 0o600);
  try {
    const before = (await log.stat()).size;
    const env = { ...process.env, NODE_COMPILE_CACHE: folder.compileCache, ...program.env };
    for (const name of notInherited) Reflect.deleteProperty(env, name);
    const args = [...engineFlags, program.engineFile, "--workspace", folder.workspace, ...(program.args ?? [])];
    const child = spawn(program.node, args, {
      cwd: folder.workspace,
      detached: true,
      env,
      stdio: ["ignore", log.fd, log.fd],
      windowsHide: true,
    });
    const ended = new Promise<EngineEnd>((resolve) => {
      child.once("error", (cause) => {
        const message = `The engine could not be started with ${program.node}: ${cause.message}`;
        resolve(new TidemarkError("unavailable", message, { cause }));
      });
      child.once("exit", (code, signal) => {
        if (code === engineExit.stopped) resolve("stopped");
        else if (code === engineExit.alreadyRunning) resolve("alreadyRunning");
        else resolve(readSince(folder.startLog, before).then((text) => failure(text, code ?? signal)));
      });
    });
    child.unref();
    return { pid: child.pid, ended };
  } finally {
    await log.close();
  }
}

async function readSince(file: string, offset: number): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0)); // Without its words the exit code must do.
  return bytes.subarray(Math.min(offset, bytes.length)).toString("utf8");
}

/** The error for an engine that ended with `code`, from the last lines that it printed. */
export function failure(printed: string, code: number | string | null): TidemarkError {
  const lines = printed.trim().split("\n");
  const said = parseFailure(lines.at(-1) ?? "");
  if (said !== null) return new TidemarkError(said.code, said.message);
  const tail = lines.slice(-8).join("\n");
  const message = `The engine ended with ${code ?? "no exit code"} while starting.${tail === "" ? "" : `\n${tail}`}`;
  return new TidemarkError("internal", message, { data: { exit: code } });
}

function parseFailure(line: string): EngineFailure | null {
  if (!line.startsWith("{")) return null;
  try {
    return EngineFailure.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null; // A line of something else that looks like JSON.
  }
}
