import type { Connection } from "./connection.ts";

/** A data set as a run used it. */
export interface DatasetUseRow {
  readonly name: string;
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  /** Tag `mlflow.data.context`: training, eval, … */
  readonly context: string | null;
  /** All tags of the use: a JSON object. */
  readonly tags: string;
}

export interface DatasetSummaryRow {
  readonly experiment_id: string;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

/** Data sets, one per experiment, name and digest; the first description stays, and so do the first tags of a use. */
export function datasetTable(db: Connection) {
  const insert = db.prepare<Omit<DatasetUseRow, "context" | "tags"> & { readonly experiment: number }>(
    `INSERT INTO dataset (experiment, name, digest, source_type, source, schema, profile)
     VALUES (@experiment, @name, @digest, @source_type, @source, @schema, @profile) ON CONFLICT DO NOTHING`,
  );
  const find = db
    .prepare<[number, string, string], number>(
      "SELECT id FROM dataset WHERE experiment = ? AND name = ? AND digest = ?",
    )
    .pluck();
  const use = db.prepare<[number, number, string | null, string]>(
    "INSERT INTO run_dataset (run, dataset, context, tags) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const list = db.prepare<[number], DatasetUseRow>(
    `SELECT d.name, d.digest, d.source_type, d.source, d.schema, d.profile, u.context, u.tags
     FROM run_dataset u JOIN dataset d ON d.id = u.dataset WHERE u.run = ? ORDER BY d.name, d.digest`,
  );
  const listOf = db.prepare<[string], DatasetUseRow & { readonly run: number }>(
    `SELECT u.run, d.name, d.digest, d.source_type, d.source, d.schema, d.profile, u.context, u.tags
     FROM run_dataset u JOIN dataset d ON d.id = u.dataset WHERE u.run IN (SELECT value FROM json_each(?))
     ORDER BY u.run, d.name, d.digest`,
  );
  const summaries = db.prepare<[string], DatasetSummaryRow>(
    `SELECT DISTINCT e.experiment_id, d.name, d.digest, u.context
     FROM dataset d JOIN experiment e ON e.id = d.experiment JOIN run_dataset u ON u.dataset = d.id
     WHERE e.experiment_id IN (SELECT value FROM json_each(?)) ORDER BY e.id, d.name, d.digest LIMIT 1000`,
  );
  return {
    use(run: { readonly id: number; readonly experiment: number }, row: DatasetUseRow): void {
      const { context, tags, ...dataset } = row;
      insert.run({ ...dataset, experiment: run.experiment });
      const id = find.get(run.experiment, row.name, row.digest);
      if (id !== undefined) use.run(run.id, id, context, tags);
    },
    list: (run: number) => list.all(run),
    /** Of several runs at once. */
    listOf: (runs: readonly number[]) => listOf.all(JSON.stringify(runs)),
    summaries: (experimentIds: readonly string[]) => summaries.all(JSON.stringify(experimentIds)),
  };
}
