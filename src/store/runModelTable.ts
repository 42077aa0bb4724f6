import type { Connection } from "./connection.ts";

export interface RunModelRow {
  readonly role: "input" | "output";
  readonly modelId: string;
  readonly step: number;
}

/** Which logged models a run read and made. */
export function runModelTable(db: Connection) {
  const link = db.prepare<[string, RunModelRow["role"], string, number]>(
    `INSERT INTO run_model (run_id, role, model_id, step) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET step = excluded.step`,
  );
  const list = db.prepare<[string], RunModelRow>(
    "SELECT role, model_id AS modelId, step FROM run_model WHERE run_id = ? ORDER BY step, model_id",
  );
  const listOf = db.prepare<[string], RunModelRow & { readonly runId: string }>(
    `SELECT run_id AS runId, role, model_id AS modelId, step FROM run_model
     WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, step, model_id`,
  );
  return {
    link: (runId: string, { role, modelId, step }: RunModelRow) => link.run(runId, role, modelId, step),
    list: (runId: string) => list.all(runId),
    /** Of several runs at once. */
    listOf: (runIds: readonly string[]) => listOf.all(JSON.stringify(runIds)),
  };
}
