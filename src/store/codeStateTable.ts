import type { Connection } from "./connection.ts";

/** A run's code state as JSON text. */
export function codeStateTable(db: Connection) {
  const get = db.prepare<[string], string>("SELECT state FROM code_state WHERE run_id = ?").pluck();
  const set = db.prepare<[string, string]>(
    "INSERT INTO code_state (run_id, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
  );
  return {
    get: (runId: string) => get.get(runId),
    set: (runId: string, state: string): void => {
      set.run(runId, state);
    },
  };
}
