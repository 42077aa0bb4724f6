import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startProcess } from "../../../scripts/process/startProcess.ts";
import { inRoot } from "../../../scripts/root.ts";

export interface MlflowServer extends AsyncDisposable {
  readonly url: string;
  readonly storeFile: string;
}

export const mlflowPython =
  process.env.TIDEMARK_PYTHON_MLFLOW3 ?? inRoot(".cache", "python", "mlflow3", "bin", "python");

/** Starts MLflow's own server with one worker on a SQLite file, `mlflow.db` in the folder, and waits until it answers. */
export async function startMlflow(folder: string): Promise<MlflowServer> {
  const port = await freePort();
  const storeFile = join(folder, "mlflow.db");
  const child = startProcess(
    mlflowPython,
    [
      ...["-m", "mlflow", "server", "--backend-store-uri", `sqlite:///${storeFile}`, "--workers", "1"],
      ...["--artifacts-destination", join(folder, "artifacts"), "--host", "127.0.0.1", "--port", String(port)],
    ],
    {
      cwd: folder,
      env: { MLFLOW_DISABLE_TELEMETRY: "true", DO_NOT_TRACK: "true", MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([healthy(url), child.ended.then((code) => fail(`MLflow's server ended with ${code}.`))]);
  return { url, storeFile, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}

async function healthy(url: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch {
      // It does not listen yet.
    }
    await setTimeout(100);
  }
  fail("MLflow's server does not answer.");
}

function fail(message: string): never {
  throw new Error(message);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : fail("A TCP server has a port.");
}
