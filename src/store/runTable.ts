import type { RunStatus } from "../protocol/entities.ts";
import type { Connection } from "./connection.ts";
import type { Lifecycle } from "./experimentTable.ts";

export interface RunRow {
  readonly id: number;
  /** MLflow's id. */
  readonly run_id: string;
  readonly experiment: number;
  readonly name: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly lifecycle: Lifecycle;
  readonly start_time: number;
  readonly end_time: number | null;
  readonly deleted_time: number | null;
  readonly last_activity: number;
  readonly artifact_uri: string;
  /** MLflow's id of the run that this one is nested in. */
  readonly parent: string | null;
  readonly starred: number;
  readonly has_note: number;
}

export type NewRunRow = Pick<
  RunRow,
  "run_id" | "experiment" | "name" | "user" | "start_time" | "last_activity" | "artifact_uri"
>;

/** Runs themselves; what they record has tables of its own. */
export function runTable(db: Connection) {
  const byId = db.prepare<[string], RunRow>("SELECT * FROM run WHERE run_id = ?");
  const byKey = db.prepare<[number], RunRow>("SELECT * FROM run WHERE id = ?");
  const children = db.prepare<[string], RunRow>(
    "SELECT * FROM run WHERE parent = ? AND lifecycle = 'active' ORDER BY start_time DESC, run_id",
  );
  const insert = db.prepare<NewRunRow>(
    `INSERT INTO run (run_id, experiment, name, user, status, lifecycle, start_time, last_activity, artifact_uri)
     VALUES (@run_id, @experiment, @name, @user, 'RUNNING', 'active', @start_time, @last_activity, @artifact_uri)`,
  );
  const end = db.prepare<[RunStatus, number | null, number, number]>(
    "UPDATE run SET status = ?, end_time = ?, last_activity = ? WHERE id = ?",
  );
  const rename = db.prepare<[string, number]>("UPDATE run SET name = ? WHERE id = ?");
  const touch = db.prepare<[number, number]>("UPDATE run SET last_activity = ? WHERE id = ?");
  const setLifecycle = db.prepare<[Lifecycle, number | null, number]>(
    "UPDATE run SET lifecycle = ?, deleted_time = ? WHERE id = ?",
  );
  const setAllLifecycles = db.prepare<[Lifecycle, number | null, number]>(
    "UPDATE run SET lifecycle = ?, deleted_time = ? WHERE experiment = ?",
  );
  const setParent = db.prepare<[string | null, number]>("UPDATE run SET parent = ? WHERE id = ?");
  const setStarred = db.prepare<[number, number]>("UPDATE run SET starred = ? WHERE id = ?");
  const setHasNote = db.prepare<[number, number]>("UPDATE run SET has_note = ? WHERE id = ?");
  const running = db
    .prepare<[], number>(
      `SELECT count(*) FROM run WHERE lifecycle = 'active' AND status = 'RUNNING'
         AND NOT EXISTS (SELECT 1 FROM import_run WHERE import_run.run_id = run.run_id)`,
    )
    .pluck();
  return {
    byId: (runId: string) => byId.get(runId),
    byKey: (id: number) => byKey.get(id),
    /** Runs nested in this one, newest first. */
    children: (runId: string) => children.all(runId),
    insert: (row: NewRunRow) => Number(insert.run(row).lastInsertRowid),
    setStatus: (id: number, status: RunStatus, endTime: number | null, now: number) =>
      end.run(status, endTime, now, id),
    rename: (id: number, name: string) => rename.run(name, id),
    touch: (id: number, now: number) => touch.run(now, id),
    /** `deletedTime` is null for an active run. */
    setLifecycle: (id: number, lifecycle: Lifecycle, deletedTime: number | null) =>
      setLifecycle.run(lifecycle, deletedTime, id),
    setLifecycleInExperiment: (experiment: number, lifecycle: Lifecycle, deletedTime: number | null) =>
      setAllLifecycles.run(lifecycle, deletedTime, experiment),
    setParent: (id: number, parent: string | null) => setParent.run(parent, id),
    setStarred: (id: number, starred: boolean) => setStarred.run(Number(starred), id),
    setHasNote: (id: number, hasNote: boolean) => setHasNote.run(Number(hasNote), id),
    /** Those that log here; what an imported run says of itself was said elsewhere. */
    countRunning: () => running.get() ?? 0,
  };
}
