import { join } from "node:path";
import Database from "better-sqlite3";
import { startMlflow } from "../mlflowServer.ts";
import { range } from "../points.ts";
import { cached } from "./cached.ts";
import { nameOf, searchedRun } from "./searchedRuns.ts";

/** A folder with a database of MLflow's that has the same runs as {@link oursWithRuns}, written beside the server to save time. */
export const mlflowWithRuns = (count: number): Promise<string> =>
  cached(`mlflow-runs-${count}`, async (folder) => {
    // The server makes its own tables.
    const server = await startMlflow(folder);
    await server[Symbol.asyncDispose]();
    const db = new Database(join(folder, "mlflow.db"));
    try {
      db.pragma("synchronous = OFF");
      db.transaction(() => insertRuns(db, count))();
      db.exec("ANALYZE");
    } finally {
      db.close();
    }
  });

function insertRuns(db: Database.Database, count: number): void {
  const run = db.prepare(
    `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,
       source_version, lifecycle_stage, artifact_uri, experiment_id)
     VALUES (?, ?, 'UNKNOWN', '', '', 'ada', 'FINISHED', ?, ?, '', 'active', ?, 0)`,
  );
  const [metric, latest] = ["metrics", "latest_metrics"].map((table) =>
    db.prepare(`INSERT INTO ${table} (run_uuid, key, value, timestamp, step, is_nan) VALUES (?, ?, ?, ?, 0, 0)`),
  );
  const param = db.prepare("INSERT INTO params (run_uuid, key, value) VALUES (?, ?, ?)");
  const tag = db.prepare("INSERT INTO tags (run_uuid, key, value) VALUES (?, ?, ?)");
  for (const index of range(count)) {
    const { id, name, startTime, metrics, params } = searchedRun(index);
    run.run(id, name, startTime, startTime + 60_000, `mlflow-artifacts:/0/${id}/artifacts`);
    tag.run(id, "mlflow.runName", name);
    for (const [at, value] of params.entries()) param.run(id, nameOf("p", at), value);
    for (const [at, value] of metrics.entries()) {
      metric?.run(id, nameOf("m", at), value, startTime);
      latest?.run(id, nameOf("m", at), value, startTime);
    }
  }
}
