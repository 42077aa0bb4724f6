import type { Connection } from "./connection.ts";
import type { PairRow } from "./loggedModelRow.ts";
import { spanTable } from "./spanTable.ts";
import { traceReader } from "./traceReader.ts";
import type { AssessmentRow, TraceFields } from "./traceRow.ts";

type WrittenFields = TraceFields & { readonly experiment: number };

/** Traces with their tags, metadata, spans and assessments. */
export function traceTable(db: Connection) {
  const reader = traceReader(db);
  const insert = db.prepare<WrittenFields>(
    `INSERT INTO trace (trace_id, experiment, state, request_time, duration, client_request_id, request_preview,
       response_preview)
     VALUES (@traceId, @experiment, @state, @requestTime, @duration, @clientRequestId, @requestPreview,
       @responsePreview)`,
  );
  const update = db.prepare<WrittenFields>(
    `UPDATE trace SET experiment = @experiment, state = @state, request_time = @requestTime, duration = @duration,
       client_request_id = @clientRequestId, request_preview = @requestPreview, response_preview = @responsePreview
     WHERE trace_id = @traceId`,
  );
  const remove = ["trace_tag", "trace_metadata", "trace_run", "span", "assessment"].map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE trace = ?`),
  );
  const removeTrace = db.prepare<[number]>("DELETE FROM trace WHERE id = ?");
  const olderFirst = db
    .prepare<{ experimentId: string; until: number | null; traceIds: string | null; limit: number }, string>(
      `SELECT t.trace_id FROM trace t JOIN experiment e ON e.id = t.experiment
       WHERE e.experiment_id = @experimentId AND (@until IS NULL OR t.request_time <= @until)
         AND (@traceIds IS NULL OR t.trace_id IN (SELECT value FROM json_each(@traceIds)))
       ORDER BY t.request_time, t.trace_id LIMIT @limit`,
    )
    .pluck();
  const link = db.prepare<[string, number]>("INSERT OR IGNORE INTO trace_run (run_id, trace) VALUES (?, ?)");
  const runs = db.prepare<[number], string>("SELECT run_id FROM trace_run WHERE trace = ?").pluck();
  const countOfRun = db.prepare<[string], number>("SELECT count(*) FROM trace_run WHERE run_id = ?").pluck();
  const putAssessment = db.prepare<AssessmentRow & { trace: number }>(
    `INSERT OR REPLACE INTO assessment (trace, assessment_id, kind, name, value, valid, content)
     VALUES (@trace, @assessmentId, @kind, @name, @value, @valid, @content)`,
  );
  const removeAssessment = db.prepare<[number, string]>("DELETE FROM assessment WHERE trace = ? AND assessment_id = ?");

  return {
    ...reader,
    spans: spanTable(db),
    tag: pairs(db, "trace_tag"),
    metadatum: pairs(db, "trace_metadata"),
    insert: (row: WrittenFields): number => Number(insert.run(row).lastInsertRowid),
    /** Replaces everything that a trace's row says. */
    update: (row: WrittenFields) => update.run(row),
    delete(id: number): void {
      for (const statement of remove) statement.run(id);
      removeTrace.run(id);
    },
    /** An experiment's traces, oldest first: those up to a time, of these ids, at most so many. */
    select: (query: {
      experimentId: string;
      until: number | null;
      traceIds: readonly string[] | null;
      limit: number;
    }): readonly string[] =>
      olderFirst.all({ ...query, traceIds: query.traceIds === null ? null : JSON.stringify(query.traceIds) }),
    link: (id: number, runId: string) => link.run(runId, id),
    runsOf: (id: number): readonly string[] => runs.all(id),
    countOfRun: (runId: string): number => countOfRun.get(runId) ?? 0,
    putAssessment: (id: number, row: AssessmentRow) => putAssessment.run({ ...row, trace: id }),
    /** False when there was none. */
    deleteAssessment: (id: number, assessmentId: string) => removeAssessment.run(id, assessmentId).changes > 0,
  };
}

/** What a trace says by key. */
function pairs(db: Connection, table: "trace_tag" | "trace_metadata") {
  const get = db.prepare<[number, string], string>(`SELECT value FROM ${table} WHERE trace = ? AND key = ?`).pluck();
  const set = db.prepare<[number, string, string]>(
    `INSERT INTO ${table} (trace, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const remove = db.prepare<[number, string]>(`DELETE FROM ${table} WHERE trace = ? AND key = ?`);
  return {
    get: (id: number, key: string) => get.get(id, key),
    set: (id: number, { key, value }: PairRow) => set.run(id, key, value),
    /** False when there was none. */
    delete: (id: number, key: string) => remove.run(id, key).changes > 0,
  };
}
