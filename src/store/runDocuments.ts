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
  const rows = db
    .prepare<[string], RunRow & { experimentId: string }>(
      `SELECT run.*, e.experiment_id AS experimentId FROM json_each(?) wanted
       JOIN run ON run.run_id = wanted.value JOIN experiment e ON e.id = run.experiment ORDER BY wanted.key`,
    )
    .all(JSON.stringify(runIds));
  const metrics = latestMetrics(db);
  const params = keyValues(db, "param");
  const tags = keyValues(db, "tag");
  const datasets = grouped(datasetTable(db).listOf(rows.map(({ id }) => id)), ({ run }) => run);
  const models = grouped(runModelTable(db).listOf(runIds), ({ runId }) => runId);
  return rows.map(({ experimentId, ...row }) => ({
    row,
    experimentId,
    metrics: metrics(row.id),
    params: params.get(row.id) ?? "[]",
    tags: tags.get(row.id) ?? "[]",
    datasets: datasets.get(row.id) ?? [],
    models: models.get(row.run_id) ?? [],
  }));
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function latestMetrics(db: Connection): (run: number) => string {
  const latest = db
    .prepare<[number], [key: string, step: number, time: number, value: number | null]>(
      "SELECT key, last_step, last_time, last_value FROM series WHERE run = ? ORDER BY key",
    )
    .raw();
  // Runs of an experiment mostly have the same keys.
  const spelled = new Map<string, string>();
  const spell = (key: string): string => {
    const found = spelled.get(key) ?? JSON.stringify(key);
    spelled.set(key, found);
    return found;
  };
  return (run) => {
    const metrics = latest
      .all(run)
      .map(([key, step, time, value]) => metricJson(spell(key), step, time, value ?? Number.NaN));
    return `[${metrics.join(",")}]`;
  };
}

const keyValues = (db: Connection, table: "param" | "tag") =>
  db
    .prepare<[number], string>(
      `SELECT json_group_array(json_object('key', key, 'value', value))
       FROM (SELECT key, value FROM ${table} WHERE run = ? ORDER BY key)`,
    )
    .pluck();
