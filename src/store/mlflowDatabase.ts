import { type ForeignDatabase, type ForeignRow, isSqliteFile, openForeignDatabase } from "./foreignDatabase.ts";

/** MLflow's own database, of whatever version: tables and columns that an older one lacks read as empty. */
export interface MlflowDatabase extends Disposable {
  countRuns(): number;
  experiments(): readonly ForeignRow[];
  experimentTags(experimentId: number | string): readonly ForeignRow[];
  runs(experimentId: number | string): readonly ForeignRow[];
  params(run: string): readonly ForeignRow[];
  tags(run: string): readonly ForeignRow[];
  /** How many points there are, and the last one's row. */
  metricsState(run: string): ForeignRow;
  /** Points in the order of their rows, those behind `after`. */
  metrics(run: string, after: number, limit: number): readonly ForeignRow[];
  /** The data sets that a run used, each with the `input_uuid` of its tags. */
  datasets(run: string): readonly ForeignRow[];
  inputTags(input: string): readonly ForeignRow[];
  /** The models that a run read and made. */
  modelLinks(run: string): readonly ForeignRow[];
  loggedModels(experimentId: number | string): readonly ForeignRow[];
  loggedModelParams(model: string): readonly ForeignRow[];
  loggedModelTags(model: string): readonly ForeignRow[];
  loggedModelMetrics(model: string): readonly ForeignRow[];
  registeredModels(): readonly ForeignRow[];
  registeredModelTags(name: string): readonly ForeignRow[];
  aliases(name: string): readonly ForeignRow[];
  modelVersions(name: string): readonly ForeignRow[];
  modelVersionTags(name: string, version: number): readonly ForeignRow[];
  countTraces(): number;
}

/** Whether a file is a database of MLflow's. */
export function isMlflowDatabaseFile(file: string): boolean {
  if (!isSqliteFile(file)) return false;
  using db = openForeignDatabase(file);
  return db.columns("experiments").has("experiment_id") && db.columns("runs").has("run_uuid");
}

/** Opens it without changing anything. Queries are short, since a server that writes to it has to wait for them. */
export function openMlflowDatabase(file: string): MlflowDatabase {
  const db = openForeignDatabase(file);
  const select = selection(db);
  const count = (table: string): number => {
    const [row] = db.columns(table).size === 0 ? [] : db.all(`SELECT count(*) AS count FROM ${table}`);
    return Number(row?.count ?? 0);
  };
  const pairs = (table: string, key: string, value: string, owner: string) => {
    const query = select(table, { key, value });
    return (id: string | number) => query(`WHERE ${owner} = ? ORDER BY ${key}`, id);
  };
  const metrics = select("metrics", {
    row: "rowid",
    ...same("key", "value", "timestamp", "step", "is_nan"),
  });
  const links = select("inputs", same("source_type", "destination_type", "destination_id", "step"));
  const datasets = select("inputs", same("input_uuid", "source_id"));
  const dataset = select(
    "datasets",
    same("name", "digest", "dataset_source_type", "dataset_source", "dataset_schema", "dataset_profile"),
  );
  const versions = select(
    "model_versions",
    same("version", "description", "current_stage", "source", "run_id", "creation_time", "last_updated_time"),
  );
  const versionTags = select("model_version_tags", same("key", "value"));
  return {
    countRuns: () => count("runs"),
    countTraces: () => count("trace_info"),
    experiments: () =>
      select("experiments", same("experiment_id", "name", "lifecycle_stage"))("ORDER BY experiment_id"),
    experimentTags: pairs("experiment_tags", "key", "value", "experiment_id"),
    runs: (id) =>
      select(
        "runs",
        same("run_uuid", "name", "user_id", "status", "start_time", "end_time", "lifecycle_stage", "artifact_uri"),
      )("WHERE experiment_id = ? ORDER BY start_time, run_uuid", id),
    params: pairs("params", "key", "value", "run_uuid"),
    tags: pairs("tags", "key", "value", "run_uuid"),
    metricsState: (run) =>
      db.all("SELECT count(*) AS count, max(rowid) AS last FROM metrics WHERE run_uuid = ?", run)[0] ?? {},
    metrics: (run, after, limit) =>
      metrics("WHERE run_uuid = ? AND rowid > ? ORDER BY rowid LIMIT ?", run, after, limit),
    datasets: (run) =>
      datasets("WHERE source_type = 'DATASET' AND destination_type = 'RUN' AND destination_id = ?", run).flatMap(
        (input) => dataset("WHERE dataset_uuid = ?", String(input.source_id)).map((row) => ({ ...row, ...input })),
      ),
    inputTags: pairs("input_tags", "name", "value", "input_uuid"),
    modelLinks: (run) => links("WHERE source_id = ? AND source_type IN ('RUN_INPUT', 'RUN_OUTPUT')", run),
    loggedModels: (id) =>
      select(
        "logged_models",
        same(
          ...["model_id", "name", "model_type", "source_run_id", "status", "lifecycle_stage", "artifact_location"],
          ...["creation_timestamp_ms", "last_updated_timestamp_ms"],
        ),
      )("WHERE experiment_id = ? ORDER BY creation_timestamp_ms, model_id", id),
    loggedModelParams: pairs("logged_model_params", "param_key", "param_value", "model_id"),
    loggedModelTags: pairs("logged_model_tags", "tag_key", "tag_value", "model_id"),
    loggedModelMetrics: (model) =>
      select(
        "logged_model_metrics",
        same(
          ...["metric_name", "metric_timestamp_ms", "metric_step", "metric_value", "run_id"],
          ...["dataset_name", "dataset_digest"],
        ),
      )("WHERE model_id = ?", model),
    registeredModels: () => select("registered_models", same("name", "description"))("ORDER BY name"),
    registeredModelTags: pairs("registered_model_tags", "key", "value", "name"),
    aliases: (name) => select("registered_model_aliases", same("alias", "version"))("WHERE name = ?", name),
    modelVersions: (name) => versions("WHERE name = ? ORDER BY version", name),
    modelVersionTags: (name, version) => versionTags("WHERE name = ? AND version = ?", name, version),
    [Symbol.dispose]: () => db[Symbol.dispose](),
  };
}

type Query = (rest: string, ...values: readonly (string | number)[]) => readonly ForeignRow[];

/** Makes queries of some columns; those that the table lacks are null, and a table that is not there has no rows. */
function selection(db: ForeignDatabase): (table: string, columns: Readonly<Record<string, string>>) => Query {
  return (table, columns) => {
    const there = db.columns(table);
    if (there.size === 0) return () => [];
    const list = Object.entries(columns).map(
      ([name, column]) => `${column === "rowid" || there.has(column) ? column : "NULL"} AS ${name}`,
    );
    return (rest, ...values) => db.all(`SELECT ${list.join(", ")} FROM ${table} ${rest}`, ...values);
  };
}

const same = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, name]));
