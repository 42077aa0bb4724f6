import type { Connection } from "./connection.ts";

/** How it is known that a run used a version. */
export type DataUse = "logged" | "config" | "hand";

export interface RunDataVersionRow {
  readonly run: number;
  readonly version: number;
  /** `mlflow.data.context`: training, eval, …; empty when none was said. */
  readonly context: string;
  readonly how: DataUse;
  readonly time: number;
}

/** Which runs used which versions of data. */
export function runDataVersionTable(db: Connection) {
  const add = db.prepare<RunDataVersionRow>(
    `INSERT INTO run_data_version (run, version, context, how, time) VALUES (@run, @version, @context, @how, @time)
     ON CONFLICT DO NOTHING`,
  );
  const remove = db.prepare<[number, number]>(
    "DELETE FROM run_data_version WHERE run = ? AND version = ? AND how = 'hand'",
  );
  const ofRun = db.prepare<[number], RunDataVersionRow>(
    "SELECT * FROM run_data_version WHERE run = ? ORDER BY time, version",
  );
  const ofVersion = db.prepare<[number, number], RunDataVersionRow>(
    "SELECT * FROM run_data_version WHERE version = ? ORDER BY run DESC LIMIT ?",
  );
  const runsOfVersion = db
    .prepare<[number], number>("SELECT count(DISTINCT run) FROM run_data_version WHERE version = ?")
    .pluck();
  const runsOfSet = db
    .prepare<[number], number>(
      `SELECT count(DISTINCT u.run) FROM data_version v JOIN run_data_version u ON u.version = v.id
       WHERE v.data_set = ?`,
    )
    .pluck();
  const newestRuns = db
    .prepare<[number], number>("SELECT DISTINCT run FROM run_data_version ORDER BY run DESC LIMIT ?")
    .pluck();
  const countRuns = db.prepare<[], number>("SELECT count(DISTINCT run) FROM run_data_version").pluck();
  return {
    /** What was known before stays. */
    add: (row: RunDataVersionRow) => add.run(row),
    /** Only what was said by hand. @returns whether there was something */
    remove: (run: number, version: number): boolean => remove.run(run, version).changes > 0,
    ofRun: (run: number) => ofRun.all(run),
    /** The newest runs first. */
    ofVersion: (version: number, limit: number) => ofVersion.all(version, limit),
    runsOfVersion: (version: number) => runsOfVersion.get(version) ?? 0,
    /** Runs that used any data. */
    newestRuns: (limit: number) => newestRuns.all(limit),
    countRuns: () => countRuns.get() ?? 0,
    runsOfSet: (set: number) => runsOfSet.get(set) ?? 0,
  };
}
