import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { locateDataFolder } from "../../src/client/dataFolder.ts";
import { type EngineProcess, startEngine } from "../support/engineProcess.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { type Acknowledged, acknowledgedCalls, runClient } from "./clients.ts";
import { compareStore } from "./compareStore.ts";

const token = "soak";

export interface SoakOptions {
  readonly python: string;
  readonly seed: number;
  readonly clients: number;
  /** Requests that each client sends. */
  readonly calls: number;
  /** How often the engine is killed while they log, spread over what they log. */
  readonly kills: number;
  /** Milliseconds that each write to the disk takes longer. */
  readonly diskDelay?: number;
  /** Seconds by which the clock of every second life of the engine is set back. */
  readonly clockBack?: number;
  /** Without it, a temporary folder. */
  readonly workspace?: string;
  /** What happens meanwhile, such as a disk that fills up. */
  readonly meanwhile?: (signal: AbortSignal) => Promise<void>;
}

export interface SoakReport {
  /** What was lost, doubled or damaged; empty when nothing was. */
  readonly wrong: readonly string[];
  readonly calls: number;
  readonly points: number;
  readonly kills: number;
  readonly seconds: number;
  /** Resident memory of the engine's last life in MB, sampled twice a second. */
  readonly memory: readonly number[];
}

/** Real clients log while the engine is killed again and again; then every point is looked for. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  await using folder = await temporaryFolder();
  const workspace = options.workspace ?? join(folder.path, "workspace");
  await mkdir(workspace, { recursive: true });
  const shim = options.diskDelay || options.clockBack ? await buildShim(folder.path) : undefined;
  const live = (life: number, port: number): Promise<EngineProcess> =>
    startEngine({
      workspace,
      args: ["--port", String(port), "--token", token],
      env:
        shim === undefined
          ? {}
          : {
              LD_PRELOAD: shim,
              SOAK_DISK_MS: String(options.diskDelay ?? 0),
              SOAK_CLOCK_SECONDS: String(life % 2 === 1 ? -(options.clockBack ?? 0) : 0),
            },
    });

  const started = performance.now();
  let engine = await live(0, 0);
  const { url } = engine;
  const over = new AbortController();
  const { python, calls } = options;
  const logging = Promise.all(
    Array.from({ length: options.clients }, (_, index) =>
      runClient({ python, url, token, calls, seed: options.seed + index, folder: folder.path }),
    ),
  ).finally(() => over.abort());
  const trouble = options.meanwhile?.(over.signal);
  let kills = 0;
  const chance = random(options.seed);
  const killing = async (): Promise<void> => {
    while (kills < options.kills) {
      // By what is logged, not by the clock: a fast machine is through before a slow one's kills would come.
      const share = (kills + chance()) / (options.kills + 1);
      while ((await acknowledgedCalls(folder.path)) < share * options.clients * calls) {
        await delay(50, undefined, { signal: over.signal });
      }
      await engine.end("SIGKILL");
      kills += 1;
      engine = await live(kills, Number(new URL(url).port));
    }
  };
  const memory: number[] = [];
  const watching = async (): Promise<void> => {
    for (;;) {
      await delay(500, undefined, { signal: over.signal });
      memory.push(await residentMegabytes(engine.pid));
    }
  };
  let clients: readonly Acknowledged[];
  try {
    const untilOver = (work: Promise<void>): Promise<void> => work.catch((error) => rethrowUnless(over.signal, error));
    [clients] = await Promise.all([logging, untilOver(killing().then(watching)), trouble]);
  } finally {
    over.abort();
    await engine.end();
  }
  return {
    wrong: await compareStore((await locateDataFolder(workspace)).root, clients),
    calls: clients.reduce((sum, client) => sum + client.calls, 0),
    points: clients.reduce((sum, client) => sum + client.points.length, 0),
    kills,
    seconds: (performance.now() - started) / 1000,
    memory,
  };
}

function rethrowUnless(signal: AbortSignal, error: unknown): void {
  if (!signal.aborted) throw error;
}

/** Mulberry32: small numbers that are the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** The library that makes a slow disk and a wrong clock. */
async function buildShim(folder: string): Promise<string> {
  const file = join(folder, "troubledMachine.so");
  const source = join(import.meta.dirname, "troubledMachine.c");
  await promisify(execFile)("gcc", ["-shared", "-fPIC", "-O2", "-o", file, source, "-ldl"]);
  return file;
}
