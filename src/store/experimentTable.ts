import type { Connection } from "./connection.ts";
import type { KeyValueRow } from "./paramTable.ts";

export type Lifecycle = "active" | "deleted";

export interface ExperimentRow {
  readonly id: number;
  /** MLflow's id. */
  readonly experiment_id: string;
  readonly name: string;
  readonly artifact_location: string;
  readonly lifecycle: Lifecycle;
  readonly created_at: number;
  readonly updated_at: number;
}

/** An experiment with its runs counted, deleted ones left out. */
export interface CountedExperimentRow extends ExperimentRow {
  readonly runs: number;
  readonly running: number;
  readonly failed: number;
}

const counted = (condition: string): string => `
  SELECT e.*,
    (SELECT count(*) FROM run r WHERE r.experiment = e.id AND r.lifecycle = 'active') AS runs,
    (SELECT count(*) FROM run r WHERE r.experiment = e.id AND r.lifecycle = 'active' AND r.status = 'RUNNING') AS running,
    (SELECT count(*) FROM run r WHERE r.experiment = e.id AND r.lifecycle = 'active' AND r.status = 'FAILED') AS failed
  FROM experiment e WHERE ${condition}`;

/** Experiments, deleted ones too: they keep their name. */
export function experimentTable(db: Connection) {
  const byId = db.prepare<[string], ExperimentRow>("SELECT * FROM experiment WHERE experiment_id = ?");
  const byKey = db.prepare<[number], ExperimentRow>("SELECT * FROM experiment WHERE id = ?");
  const byName = db.prepare<[string], ExperimentRow>("SELECT * FROM experiment WHERE name = ?");
  const nextId = db
    .prepare<[], number>(
      `SELECT 1 + max((SELECT max(id) FROM experiment), (SELECT seq FROM sqlite_sequence WHERE name = 'experiment'))`,
    )
    .pluck();
  const insert = db.prepare<Omit<ExperimentRow, "updated_at">>(
    `INSERT INTO experiment (id, experiment_id, name, artifact_location, lifecycle, created_at, updated_at)
     VALUES (@id, @experiment_id, @name, @artifact_location, @lifecycle, @created_at, @created_at)`,
  );
  const rename = db.prepare<[string, number, number]>("UPDATE experiment SET name = ?, updated_at = ? WHERE id = ?");
  const setLifecycle = db.prepare<[Lifecycle, number, number]>(
    "UPDATE experiment SET lifecycle = ?, updated_at = ? WHERE id = ?",
  );
  const touch = db.prepare<[number, number]>("UPDATE experiment SET updated_at = ? WHERE id = ?");
  const list = db.prepare<[Lifecycle], CountedExperimentRow>(
    `${counted("e.lifecycle = ?")} ORDER BY e.created_at, e.id`,
  );
  const one = db.prepare<[string], CountedExperimentRow>(counted("e.experiment_id = ?"));
  const tags = db.prepare<[number], KeyValueRow>(
    "SELECT key, value FROM experiment_tag WHERE experiment = ? ORDER BY key",
  );
  const setTag = db.prepare<[number, string, string]>(
    "INSERT INTO experiment_tag (experiment, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const deleteTag = db.prepare<[number, string]>("DELETE FROM experiment_tag WHERE experiment = ? AND key = ?");
  return {
    byId: (experimentId: string) => byId.get(experimentId),
    byKey: (id: number) => byKey.get(id),
    byName: (name: string) => byName.get(name),
    /** Makes a new one; its id is never one that was used before. */
    insert(input: { name: string; artifactLocation: (experimentId: string) => string; now: number }): string {
      const id = nextId.get() ?? 1;
      const experimentId = String(id);
      insert.run({
        id,
        experiment_id: experimentId,
        name: input.name,
        artifact_location: input.artifactLocation(experimentId),
        lifecycle: "active",
        created_at: input.now,
      });
      return experimentId;
    },
    rename: (id: number, name: string, now: number) => rename.run(name, now, id),
    setLifecycle: (id: number, lifecycle: Lifecycle, now: number) => setLifecycle.run(lifecycle, now, id),
    touch: (id: number, now: number) => touch.run(now, id),
    /** Oldest first. */
    list: (lifecycle: Lifecycle) => list.all(lifecycle),
    counted: (experimentId: string) => one.get(experimentId),
    tags: (id: number) => tags.all(id),
    setTag: (id: number, key: string, value: string) => setTag.run(id, key, value),
    /** False when there was none. */
    deleteTag: (id: number, key: string) => deleteTag.run(id, key).changes > 0,
  };
}
