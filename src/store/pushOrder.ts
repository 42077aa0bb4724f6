import type { Connection } from "./connection.ts";

/** Some runs, or all of an experiment. */
export type PushOrderParams = { readonly runIds: readonly string[] } | { readonly experimentId: string };

export interface RunInOrder {
  readonly runId: string;
  readonly experimentId: string;
  readonly artifactUri: string;
  /** 0 for a run that is not nested in another of these; else one more than the run it is nested in. */
  readonly depth: number;
  /** Of all its metrics. */
  readonly points: number;
  readonly lastActivity: number;
  readonly running: boolean;
}

/** Nobody nests deeper, except in a circle. */
const deepest = 32;

/** The active ones of these runs with all that are nested in them, outer ones first, older ones first. */
export function pushOrder(db: Connection, params: PushOrderParams): readonly RunInOrder[] {
  const [roots, value] =
    "runIds" in params
      ? ["run_id IN (SELECT value FROM json_each(?))", JSON.stringify(params.runIds)]
      : ["experiment = (SELECT id FROM experiment WHERE experiment_id = ?)", params.experimentId];
  const rows = db
    .prepare<[string], Omit<RunInOrder, "running"> & { running: number }>(
      `WITH RECURSIVE nested (run_id, depth) AS (
         SELECT run_id, 0 FROM run WHERE lifecycle = 'active' AND ${roots}
         UNION SELECT r.run_id, n.depth + 1 FROM nested n JOIN run r ON r.parent = n.run_id
         WHERE r.lifecycle = 'active' AND n.depth < ${deepest}),
       deepest (run_id, depth) AS (SELECT run_id, max(depth) FROM nested GROUP BY run_id)
       SELECT r.run_id AS runId, e.experiment_id AS experimentId, r.artifact_uri AS artifactUri, d.depth,
         (SELECT coalesce(sum(s.count), 0) FROM series s WHERE s.run = r.id) AS points,
         r.last_activity AS lastActivity, r.status = 'RUNNING' AS running
       FROM deepest d JOIN run r ON r.run_id = d.run_id JOIN experiment e ON e.id = r.experiment
       ORDER BY d.depth, r.start_time, r.run_id`,
    )
    .all(value);
  return rows.map((row) => ({ ...row, running: row.running === 1 }));
}
