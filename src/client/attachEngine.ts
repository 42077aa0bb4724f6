import { TidemarkError } from "../protocol/errors.ts";
import { type ClientIdentity, type ConnectedEngine, connectEngine } from "./connectEngine.ts";
import { locateDataFolder } from "./dataFolder.ts";
import { readEngineInfo } from "./engineInfoFile.ts";

/**
 * Connects to the engine that serves a workspace, whatever its version; null when none runs. Starts nothing.
 * @example
 * const engine = await attachEngine("/home/me/project", { client: "cli", version: "1.2.0" });
 * if (engine !== null) console.log(engine.status.url);
 */
export async function attachEngine(workspace: string, identity: ClientIdentity): Promise<ConnectedEngine | null> {
  const folder = await locateDataFolder(workspace);
  const info = await readEngineInfo(folder.infoFile);
  if (info === null) return null;
  try {
    return await connectEngine(info.socket, identity);
  } catch (error) {
    const gone = error instanceof TidemarkError && error.code === "unavailable" && error.data.hangs !== true;
    if (gone) return null;
    throw error;
  }
}

/** How long an engine may take to finish what it acknowledged before it is ended. */
const stopTimeout = 20_000;

/**
 * Asks an engine to stop and resolves when its workspace's lock is free. One that does not come to an end is killed:
 * everything it acknowledged is in the store.
 */
export async function stopEngine(
  engine: ConnectedEngine,
  request: { readonly reason: string; readonly restart?: boolean },
): Promise<void> {
  const timer = setTimeout(() => kill(engine.status.pid), stopTimeout);
  try {
    await engine.request("engine/stop", request);
    await engine.closed;
  } catch (error) {
    // It was on its way out already, and its connection closed before the answer.
    if (!(error instanceof TidemarkError) || error.code !== "unavailable") throw error;
    await engine.closed;
  } finally {
    clearTimeout(timer);
    engine.dispose();
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
