import type { Connection } from "./connection.ts";

/** An experiment of a source and the one here that its runs go to. */
export interface ImportedExperimentRow {
  readonly experimentId: string;
  /** Whether an import made it; otherwise it was joined. */
  readonly made: boolean;
  /** Whether an import has deleted it here, because it is deleted in the source. */
  readonly deleted: boolean;
}

/** A run of a source and the one here. */
export interface ImportedRunRow {
  readonly runId: string;
  /** Of the source's run when all of it was imported; null until then. */
  readonly fingerprint: string | null;
  /** Whether an import has deleted it here, because it is deleted in the source. */
  readonly deleted: boolean;
  /** The tags that the source had then, each as a digest of its value. */
  readonly tags: Readonly<Record<string, string>>;
}

type Stored<T> = { readonly [K in keyof T]: T[K] extends boolean ? number : K extends "tags" ? string : T[K] };

/** What was imported; `source` is an `import_source.id`. */
export function importLedger(db: Connection) {
  const addSource = db.prepare<[string]>("INSERT INTO import_source (identity) VALUES (?)");
  const source = db.prepare<[string], number>("SELECT id FROM import_source WHERE identity = ?").pluck();
  const experiment = db.prepare<[number, string], Stored<ImportedExperimentRow>>(
    "SELECT experiment_id AS experimentId, made, deleted FROM import_experiment WHERE source = ? AND key = ?",
  );
  const setExperiment = db.prepare<Stored<ImportedExperimentRow> & { source: number; key: string }>(
    `INSERT INTO import_experiment (source, key, experiment_id, made, deleted)
     VALUES (@source, @key, @experimentId, @made, @deleted)
     ON CONFLICT DO UPDATE SET experiment_id = excluded.experiment_id, made = excluded.made, deleted = excluded.deleted`,
  );
  const run = db.prepare<[number, string], Stored<ImportedRunRow>>(
    "SELECT run_id AS runId, fingerprint, deleted, tags FROM import_run WHERE source = ? AND key = ?",
  );
  const setRun = db.prepare<Stored<ImportedRunRow> & { source: number; key: string }>(
    `INSERT INTO import_run (source, key, run_id, fingerprint, deleted, tags)
     VALUES (@source, @key, @runId, @fingerprint, @deleted, @tags)
     ON CONFLICT DO UPDATE SET run_id = excluded.run_id, fingerprint = excluded.fingerprint,
       deleted = excluded.deleted, tags = excluded.tags`,
  );
  const complete = db
    .prepare<[number], [key: string, fingerprint: string]>(
      `SELECT i.key, i.fingerprint FROM import_run i JOIN run r ON r.run_id = i.run_id
       WHERE i.source = ? AND i.fingerprint IS NOT NULL`,
    )
    .raw();
  const isImported = db.prepare<[string], number>("SELECT 1 FROM import_run WHERE run_id = ? LIMIT 1").pluck();
  return {
    /** The source's number, which it gets when it is first asked for. */
    source: (identity: string): number => source.get(identity) ?? Number(addSource.run(identity).lastInsertRowid),
    experiment(from: number, key: string): ImportedExperimentRow | undefined {
      const row = experiment.get(from, key);
      return row && { ...row, made: row.made === 1, deleted: row.deleted === 1 };
    },
    setExperiment: (from: number, key: string, row: ImportedExperimentRow) =>
      setExperiment.run({ ...row, made: Number(row.made), deleted: Number(row.deleted), source: from, key }),
    run(from: number, key: string): ImportedRunRow | undefined {
      const row = run.get(from, key);
      return row && { ...row, deleted: row.deleted === 1, tags: JSON.parse(row.tags) };
    },
    setRun: (from: number, key: string, row: ImportedRunRow) =>
      setRun.run({ ...row, deleted: Number(row.deleted), tags: JSON.stringify(row.tags), source: from, key }),
    /** Fingerprints of the runs that are here as a whole, by their key. */
    complete: (from: number): ReadonlyMap<string, string> => new Map(complete.all(from)),
    /** Whether an import, of whatever source, made this run. */
    isImported: (runId: string): boolean => isImported.get(runId) !== undefined,
  };
}
