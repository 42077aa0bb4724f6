import { type FSWatcher, watch } from "node:fs";
import { protocolVersion } from "../protocol/engineContract.ts";
import { engineInfoName } from "../protocol/engineInfo.ts";
import { TidemarkError } from "../protocol/errors.ts";
import { attachEngine, stopEngine } from "./attachEngine.ts";
import type { ClientIdentity, ConnectedEngine } from "./connectEngine.ts";
import { type DataFolder, prepareDataFolder } from "./dataFolder.ts";
import { handOver } from "./handOver.ts";
import { type EngineProgram, type SpawnedEngine, spawnEngine } from "./spawnEngine.ts";

export interface EngineOptions extends ClientIdentity, EngineProgram {
  readonly workspace: string;
  /** How many milliseconds an engine may take to come up. */
  readonly timeout?: number;
  /** Wait this many milliseconds for somebody else's engine before starting one. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

/**
 * Connects to the workspace's engine: attaches to the one that runs, else starts one that outlives us.
 * Several starters end up with one engine. An older engine is asked to stop and replaced at its address.
 *
 * Rejects with `conflict` when a newer engine speaks another protocol, with what the engine said when it can't start,
 * with `unavailable` when it takes too long.
 * @example
 * const engine = await ensureEngine({ workspace, client: "cli", version, node: process.execPath, engineFile });
 */
export async function ensureEngine(options: EngineOptions): Promise<ConnectedEngine> {
  const folder = await prepareDataFolder(options.workspace);
  const deadline = Date.now() + (options.timeout ?? 30_000);
  const startFrom = Date.now() + (options.patience ?? 0);
  let program: EngineProgram = options;
  let started: SpawnedEngine | undefined;
  using change = watchChanges(folder);
  for (;;) {
    const engine = await attachEngine(folder.workspace, options);
    if (engine !== null) {
      if (!(await replaceIfOlder(engine, options))) return engine;
      program = { ...options, args: [...(options.args ?? []), ...sameToken(engine)] };
      started = undefined;
    }
    if (options.signal?.aborted) throw new TidemarkError("cancelled", "Starting the engine was cancelled.");
    if (Date.now() > deadline) throw tooSlow(folder);
    if (started === undefined && Date.now() >= startFrom) started = await spawnEngine(folder, program);
    const end = await (started === undefined ? change.next() : Promise.race([change.next(), started.ended]));
    if (end instanceof TidemarkError) throw end;
    // Somebody else's engine has the lock (it starts, or is about to end), or ours served and ended meanwhile.
    if (end !== undefined) started = undefined;
  }
}

/** Stops an engine that is older than we are; false when it is to be used as it is. */
async function replaceIfOlder(engine: ConnectedEngine, own: ClientIdentity): Promise<boolean> {
  const verdict = handOver(engine.status, { version: own.version, protocol: protocolVersion });
  if (verdict === "attach") return false;
  if (verdict === "refuse") {
    engine.dispose();
    throw new TidemarkError(
      "conflict",
      `A newer Tidemark (${engine.status.version}) serves this workspace, and this one (${own.version}) can't talk to it. Update this one, or stop the newer engine.`,
    );
  }
  await stopEngine(engine, { reason: `Version ${own.version} takes over.`, restart: true });
  return true;
}

/** Port and token come back from engine.json; having none has to be asked for again. */
const sameToken = (engine: ConnectedEngine): readonly string[] => (engine.status.token === null ? ["--no-token"] : []);

const tooSlow = (folder: DataFolder): TidemarkError =>
  new TidemarkError("unavailable", `The engine did not come up in time. Its log is ${folder.engineLog}.`);

interface Changes extends Disposable {
  /** Resolves when engine.json may have changed since it last resolved. */
  next(): Promise<undefined>;
}

/** Watches for a new engine.json. Not every file system tells, so it also looks four times a second. */
function watchChanges(folder: DataFolder): Changes {
  let changed = false;
  let wake = (): void => undefined;
  const watcher = watchFolder(folder.root, (name) => {
    if (name !== null && name !== engineInfoName) return;
    changed = true;
    wake();
  });
  return {
    async next() {
      if (!changed) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 250);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      changed = false;
    },
    [Symbol.dispose]: () => {
      wake();
      watcher?.close();
    },
  };
}

/** Null where watching is not possible: some file systems, and systems that have run out of watches. */
function watchFolder(folder: string, onChange: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, (_, name) => onChange(name));
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
