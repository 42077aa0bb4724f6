import type { Connection } from "./connection.ts";
import {
  type LoggedModelMetricRow,
  type LoggedModelRow,
  type LoggedModelStatus,
  loggedModelColumns,
  type PairRow,
} from "./loggedModelRow.ts";
import { type LoggedModelQuery, loggedModelSql } from "./loggedModelSearch.ts";

/** The latest of each metric, run and data set, as MLflow counts: by step, then time, then value. */
const latestMetrics = `
  SELECT key, run_id AS runId, dataset_name AS datasetName, dataset_digest AS datasetDigest, step, time,
    iif(nan, NULL, value) AS value
  FROM (
    SELECT *, row_number() OVER (
      PARTITION BY key, run_id, dataset_name, dataset_digest ORDER BY step DESC, time DESC, nan, value DESC) AS place
    FROM logged_model_metric WHERE model = ?)
  WHERE place = 1 ORDER BY key, run_id, dataset_name, dataset_digest`;

/** MLflow 3's logged models with their parameters, tags and metrics. */
export function loggedModelTable(db: Connection) {
  const insert = db.prepare<Omit<LoggedModelRow, "id" | "lifecycle" | "experimentId"> & { experiment: number }>(
    `INSERT INTO logged_model (model_id, experiment, name, model_type, source_run_id, status, lifecycle, artifact_uri,
       created_at, updated_at)
     VALUES (@modelId, @experiment, @name, @modelType, @sourceRunId, @status, 'active', @artifactUri, @createdAt, @updatedAt)`,
  );
  const get = db.prepare<[string], LoggedModelRow>(
    `SELECT ${loggedModelColumns} FROM logged_model m JOIN experiment e ON e.id = m.experiment WHERE m.model_id = ?`,
  );
  const ofRun = db
    .prepare<[string], string>(
      "SELECT model_id FROM logged_model WHERE source_run_id = ? ORDER BY created_at, model_id",
    )
    .pluck();
  const setStatus = db.prepare<[LoggedModelStatus, number, number]>(
    "UPDATE logged_model SET status = ?, updated_at = ? WHERE id = ?",
  );
  const setDeleted = db.prepare<[number, number]>(
    "UPDATE logged_model SET lifecycle = 'deleted', updated_at = ? WHERE id = ?",
  );
  const params = db.prepare<[number], PairRow>(
    "SELECT key, value FROM logged_model_param WHERE model = ? ORDER BY key",
  );
  const insertParam = db.prepare<[number, string, string]>(
    "INSERT INTO logged_model_param (model, key, value) VALUES (?, ?, ?)",
  );
  const tags = db.prepare<[number], PairRow>("SELECT key, value FROM logged_model_tag WHERE model = ? ORDER BY key");
  const setTag = db.prepare<[number, string, string]>(
    `INSERT INTO logged_model_tag (model, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const deleteTag = db.prepare<[number, string]>("DELETE FROM logged_model_tag WHERE model = ? AND key = ?");
  const metrics = db.prepare<[number], Omit<LoggedModelMetricRow, "value"> & { value: number | null }>(latestMetrics);
  const insertMetric = db.prepare<LoggedModelMetricRow & { id: number; nan: number }>(
    `INSERT OR IGNORE INTO logged_model_metric
       (model, key, run_id, dataset_name, dataset_digest, step, time, value, nan)
     VALUES (@id, @key, @runId, @datasetName, @datasetDigest, @step, @time, @value, @nan)`,
  );
  return {
    insert: (row: Parameters<typeof insert.run>[0] & object) => insert.run(row),
    /** Deleted ones too. */
    get: (modelId: string) => get.get(modelId),
    /** Those that name the run as their source, oldest first. */
    idsOfRun: (runId: string): readonly string[] => ofRun.all(runId),
    setStatus: (id: number, status: LoggedModelStatus, now: number) => setStatus.run(status, now, id),
    delete: (id: number, now: number) => setDeleted.run(now, id),
    params: (id: number) => params.all(id),
    addParam: (id: number, { key, value }: PairRow) => insertParam.run(id, key, value),
    tags: (id: number) => tags.all(id),
    setTag: (id: number, { key, value }: PairRow) => setTag.run(id, key, value),
    /** False when there was none. */
    deleteTag: (id: number, key: string) => deleteTag.run(id, key).changes > 0,
    metrics: (id: number): readonly LoggedModelMetricRow[] =>
      metrics.all(id).map((row) => ({ ...row, value: row.value ?? Number.NaN })),
    /** An exact duplicate is ignored. */
    addMetric(id: number, metric: LoggedModelMetricRow): void {
      const nan = Number.isNaN(metric.value);
      insertMetric.run({ ...metric, id, value: nan ? 0 : metric.value, nan: Number(nan) });
    },
    search(query: LoggedModelQuery): readonly LoggedModelRow[] {
      const { text, values } = loggedModelSql(query);
      return db.prepare<unknown[], LoggedModelRow>(text).all(...values);
    },
  };
}
