import { EngineProcess, type Json } from "./engineProcess.ts";
import { type MlflowServer, startMlflowServer } from "./mlflowServer.ts";
import { startPostgres } from "./postgres.ts";

/** A workspace's engine and a team's MLflow server on PostgreSQL. */
export interface Team extends AsyncDisposable {
  readonly server: MlflowServer;
  readonly engine: EngineProcess;
  /** Posts to the server's tracking API and reads its JSON. */
  post(endpoint: string, body: unknown): Promise<Json>;
  get(endpoint: string): Promise<Json>;
}

/** Starts both; they go away together. */
export async function startTeam(): Promise<Team> {
  const postgres = await startPostgres();
  const [server, engine] = await Promise.all([startMlflowServer({ backend: postgres.uri }), EngineProcess.start()]);
  const ask = async (endpoint: string, init?: RequestInit): Promise<Json> =>
    (await fetch(`${server.url}/api/2.0/mlflow/${endpoint}`, init)).json();
  return {
    server,
    engine,
    get: (endpoint) => ask(endpoint),
    post: (endpoint, body) =>
      ask(endpoint, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await server[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}
