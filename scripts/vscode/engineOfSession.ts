import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../process/run.ts";
import { inRoot } from "../root.ts";

const EngineFile = z.object({ pid: z.number().int() });

/**
 * Ends the workspace's engine with the session that started it. An engine outlives windows by design;
 * one that ran before the session is left running.
 */
export async function engineOfSession(workspace: string): Promise<AsyncDisposable> {
  const before = await runningEngine(workspace);
  return {
    async [Symbol.asyncDispose]() {
      const now = await runningEngine(workspace);
      if (now !== null && now !== before) await stopEngine(workspace);
    },
  };
}

/** Asks the engine of a workspace to end, as a user would. */
export async function stopEngine(workspace: string): Promise<void> {
  const cli = join(inRoot("out", "package"), "bin", "tidemark.mjs");
  const { code, output } = await run(process.execPath, [cli, "stop", "--workspace", workspace]);
  if (code !== 0) throw new Error(`The engine of ${workspace} could not be stopped: ${output.trim()}`);
}

/** The process id of the workspace's engine, if one runs. */
export async function runningEngine(workspace: string): Promise<number | null> {
  try {
    const { pid } = EngineFile.parse(JSON.parse(await readFile(join(workspace, ".tidemark", "engine.json"), "utf8")));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null; // No file, no such process: either way there is none.
  }
}
