import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe } from "vitest";
import { EngineProcess, type Json } from "./engineProcess.ts";

const root = join(import.meta.dirname, "../../..");
const scripts = join(import.meta.dirname, "../scripts");

export interface Client {
  readonly name: "mlflow 2" | "mlflow 3";
  readonly python: string;
}

/** The clients whose wire the engine speaks, each with its own Python. */
export const clients: readonly [Client, Client] = [
  { name: "mlflow 3", python: process.env.TIDEMARK_PYTHON_MLFLOW3 ?? join(root, ".cache/python/mlflow3/bin/python") },
  { name: "mlflow 2", python: process.env.TIDEMARK_PYTHON_MLFLOW2 ?? join(root, ".cache/python/mlflow2/bin/python") },
];

/** The same, where MLflow 2 has an OpenTelemetry of its time: with a newer one it begins traces and never ends them. */
export const tracingClients: readonly Client[] = clients.map((client) =>
  client.name === "mlflow 3"
    ? client
    : { ...client, python: process.env.TIDEMARK_PYTHON_TRACES2 ?? join(root, ".cache/python/traces2/bin/python") },
);

/** What a script did: the JSON that it printed last, and what it complained of. */
interface Outcome {
  readonly answer: Json;
  readonly complaints: string;
}

/** What speaks MLflow's wire, and a folder to run scripts in. */
export type Server = Pick<EngineProcess, "url" | "token" | "workspace">;

/** Runs a script against an engine as a terminal of the editor would: by the two environment variables. */
export async function runScript(
  client: Client,
  script: string,
  engine: Server,
  options: ScriptOptions,
): Promise<Outcome> {
  const child = spawn(client.python, [join(scripts, script)], {
    cwd: engine.workspace,
    env: {
      ...process.env,
      MLFLOW_TRACKING_URI: engine.url,
      ...(engine.token === "" ? {} : { MLFLOW_TRACKING_TOKEN: engine.token }),
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "2",
      MLFLOW_DISABLE_TELEMETRY: "true",
      DO_NOT_TRACK: "true",
      PYTHONWARNINGS: "ignore",
      PYTHONDONTWRITEBYTECODE: "1",
      MPLBACKEND: "Agg",
      ...options.env,
    },
  });
  child.stdin.end(JSON.stringify(options.input ?? null));
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  try {
    return { answer: JSON.parse(last), complaints };
  } catch (error) {
    throw new Error(`${script} failed with ${client.name}:\n${output}\n${complaints}`, { cause: error });
  }
}

export interface ScriptOptions {
  /** Handed to the script as JSON on its standard input. */
  readonly input?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** Both when left out. */
  readonly clients?: readonly Client[];
}

export interface Finished {
  readonly engine: EngineProcess;
  readonly answer: Json;
  readonly complaints: string;
}

/**
 * Describes what a script does with every client, each against an engine of its own.
 * All of them run at the same time; `finished()` is for use inside tests.
 */
export function describeScript(
  title: string,
  script: string,
  options: ScriptOptions,
  specify: (finished: () => Finished, client: Client) => void,
): void {
  const chosen = options.clients ?? clients;
  let all: ReadonlyMap<Client, Promise<Finished>> | undefined;
  const start = async (client: Client): Promise<Finished> => {
    const engine = await EngineProcess.start();
    try {
      return { engine, ...(await runScript(client, script, engine, options)) };
    } catch (error) {
      await engine.stop();
      throw error;
    }
  };
  const runs = () => {
    all ??= new Map(chosen.map((client) => [client, start(client)]));
    return all;
  };
  describe.each(chosen)(`${title}, with $name`, (client) => {
    let finished: Finished | undefined;
    beforeAll(async () => {
      finished = await runs().get(client);
    });
    afterAll(async () => finished?.engine.stop());
    specify(() => {
      if (finished === undefined) throw new Error("The script has not run.");
      return finished;
    }, client);
  });
}
