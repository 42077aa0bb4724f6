import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { type StartedProcess, startProcess } from "../../../scripts/process/startProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { type Client, clients } from "./pythonClients.ts";

export interface MlflowServerOptions {
  /** Where it keeps what it is told, as SQLAlchemy wants it; a folder of its own when left out. */
  readonly backend?: string;
  /** Whose server; MLflow 3's when left out. */
  readonly client?: Client;
  /** Where it runs; a folder of its own when left out. */
  readonly cwd?: string;
  /** Arguments instead of `--serve-artifacts` with a folder of its own. */
  readonly artifacts?: readonly string[];
}

/** MLflow's own server, which can be killed and started again at the same address. */
export interface MlflowServer extends AsyncDisposable {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** MLflow 3 asks to be told that runs are still wanted as files. */
export const fileStoreAllowed = { MLFLOW_ALLOW_FILE_STORE: "true" };

/** Starts MLflow's own server with one worker. */
export async function startMlflowServer(options: MlflowServerOptions = {}): Promise<MlflowServer> {
  const folder = await temporaryFolder();
  const destination = join(folder.path, "artifacts");
  await mkdir(destination);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { python } = options.client ?? clients[0];
  const backend = options.backend ?? join(folder.path, "mlruns");
  const args = [
    ...["-m", "mlflow", "server", "--backend-store-uri", backend, "--host", "127.0.0.1"],
    ...["--port", String(port), "--workers", "1"],
    ...(options.artifacts ?? ["--serve-artifacts", "--artifacts-destination", destination]),
  ];
  const env = {
    ...fileStoreAllowed,
    MLFLOW_DISABLE_TELEMETRY: "true",
    DO_NOT_TRACK: "true",
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
  };
  let child: StartedProcess | undefined;
  const server: MlflowServer = {
    url,
    async start() {
      child = startProcess(python, args, { cwd: options.cwd ?? folder.path, env });
      child.ended.catch(() => undefined);
      await eventually("the MLflow server answers", () => isHealthy(url), 120_000);
    },
    async stop() {
      await child?.[Symbol.asyncDispose]();
      child = undefined;
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
  await server.start();
  return server;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false; // It does not listen yet.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address.port;
}
