import type { Connection } from "./connection.ts";

export interface SyncRow {
  /** MLflow's id of the experiment. */
  readonly experimentId: string;
  readonly remote: string;
}

/** Which experiments are kept pushed, and to where. */
export function syncTable(db: Connection) {
  const list = db.prepare<[], SyncRow>(
    `SELECT e.experiment_id AS experimentId, r.url AS remote
     FROM sync s JOIN experiment e ON e.id = s.experiment JOIN push_remote r ON r.id = s.remote ORDER BY s.since, e.id`,
  );
  const add = db.prepare<[number, number, number]>(
    "INSERT INTO sync (experiment, remote, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const remove = db.prepare<[number]>("DELETE FROM sync WHERE experiment = ?");
  return {
    list: () => list.all(),
    /** `experiment` is an `experiment.id`, `remote` a `push_remote.id`. */
    add: (experiment: number, remote: number, now: number) => add.run(experiment, remote, now),
    remove: (experiment: number) => remove.run(experiment),
  };
}
