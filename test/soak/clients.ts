import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";

const program = join(import.meta.dirname, "client.py");

/** A point as a client sent it; the value as Python writes it, which is exact. */
const Point = z.tuple([z.string(), z.string(), z.number(), z.number()]);
const Pair = z.tuple([z.string(), z.string()]);
const Line = z.object({
  points: z.array(Point).optional(),
  param: Pair.optional(),
  tag: Pair.optional(),
  artifact: Pair.optional(),
  finished: z.string().optional(),
});

/** What one client was told had been recorded. */
export interface Acknowledged {
  readonly runId: string;
  readonly calls: number;
  readonly points: readonly z.infer<typeof Point>[];
  readonly params: ReadonlyMap<string, string>;
  /** Of each tag the last value. */
  readonly tags: ReadonlyMap<string, string>;
  readonly artifacts: ReadonlyMap<string, string>;
}

export interface ClientOptions {
  readonly python: string;
  readonly url: string;
  readonly token: string;
  readonly seed: number;
  readonly calls: number;
  /** Where its own log goes. */
  readonly folder: string;
}

/** Runs one real MLflow client to its end. @throws when it gives up, with what it said */
export async function runClient(options: ClientOptions): Promise<Acknowledged> {
  const log = join(options.folder, `client-${options.seed}.jsonl`);
  const child = spawn(options.python, [program, String(options.seed), String(options.calls), log], {
    env: {
      ...process.env,
      MLFLOW_TRACKING_URI: options.url,
      MLFLOW_TRACKING_TOKEN: options.token,
      // As patient as the client is by itself, but with shorter waits: an hour is pressed into minutes.
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "7",
      MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: "1",
      MLFLOW_DISABLE_TELEMETRY: "true",
      PYTHONWARNINGS: "ignore",
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`Client ${options.seed} ended with ${code}:\n${complaints.slice(-2000)}`);
  return read(await readFile(log, "utf8"));
}

/** How many calls the clients that log to this folder have had answered so far. */
export async function acknowledgedCalls(folder: string): Promise<number> {
  const logs = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"));
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), "latin1")));
  return texts.reduce((calls, log) => calls + log.split("\n").length - 1, 0);
}

function read(log: string): Acknowledged {
  const lines = log
    .trimEnd()
    .split("\n")
    .map((line) => Line.parse(JSON.parse(line)));
  return {
    runId: lines.at(-1)?.finished ?? "",
    calls: lines.length,
    points: lines.flatMap(({ points }) => points ?? []),
    params: new Map(lines.flatMap(({ param }) => (param === undefined ? [] : [param]))),
    tags: new Map(lines.flatMap(({ tag }) => (tag === undefined ? [] : [tag]))),
    artifacts: new Map(lines.flatMap(({ artifact }) => (artifact === undefined ? [] : [artifact]))),
  };
}
