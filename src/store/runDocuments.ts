import type { Connection } from "./connection.ts";
import { type DatasetUseRow, datasetTable } from "./datasetTable.ts";
import { metricJson } from "./metricJson.ts";
import { type RunModelRow, runModelTable } from "./runModelTable.ts";
import type { RunRow } from "./runTable.ts";

/** A run with all that it recorded, as it is sent: long lists are JSON already, in MLflow's words. */
export interface RunDocument {
  readonly row: RunRow;
  /** MLflow's id of its experiment. */
  readonly experimentId: string;
  /** A JSON array of the last point of each metric. */
  readonly metrics: string;
  /** JSON arrays of keys and values. */
  readonly params: string;
  readonly tags: string;
  readonly datasets: readonly DatasetUseRow[];
  readonly models: readonly RunModelRow[];
}

/**
 * The runs with these ids, in their order; ids of none are left out. Their lists are written out where they are read:
 * a page of runs has tens of thousands of values, which would take longer to hand over than to find.
 */
export function readRunDocuments(db: Connection, runIds: readonly string[]): readonly RunDocument[] {
  const find = db.prepare<[string], RunRow & { experimentId: string }>(
    `SELECT run.*, e.experiment_id AS experimentId FROM run JOIN experiment e ON e.id = run.experiment
     WHERE run.run_id = ?`,
  );
  const latest = db
    .prepare<[number], [key: string, step: number, time: number, value: number | null]>(
      "SELECT key, last_step, last_time, last_value FROM series WHERE run = ? ORDER BY key",
    )
    .raw();
  const params = keyValues(db, "param");
  const tags = keyValues(db, "tag");
  const datasets = datasetTable(db);
  const models = runModelTable(db);
  const metricsOf = (run: number): string =>
    latest
      .all(run)
      .map(([key, step, time, value]) => metricJson(JSON.stringify(key), step, time, value ?? Number.NaN))
      .join(",");
  return runIds.flatMap((runId) => {
    const found = find.get(runId);
    if (found === undefined) return [];
    const { experimentId, ...row } = found;
    return {
      row,
      experimentId,
      metrics: `[${metricsOf(row.id)}]`,
      params: params.get(row.id) ?? "[]",
      tags: tags.get(row.id) ?? "[]",
      datasets: datasets.list(row.id),
      models: models.list(row.run_id),
    };
  });
}

const keyValues = (db: Connection, table: "param" | "tag") =>
  db
    .prepare<[number], string>(
      `SELECT json_group_array(json_object('key', key, 'value', value))
       FROM (SELECT key, value FROM ${table} WHERE run = ? ORDER BY key)`,
    )
    .pluck();
