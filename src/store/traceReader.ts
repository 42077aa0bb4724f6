import type { Connection } from "./connection.ts";
import type { PairRow } from "./loggedModelRow.ts";
import { type AssessmentRow, type TraceRecord, type TraceRow, traceColumns } from "./traceRow.ts";

/** Reads traces without their spans. */
export function traceReader(db: Connection) {
  const get = db.prepare<[string], TraceRow>(
    `SELECT ${traceColumns} FROM trace t JOIN experiment e ON e.id = t.experiment WHERE t.trace_id = ?`,
  );
  const tags = db.prepare<[number], PairRow>("SELECT key, value FROM trace_tag WHERE trace = ? ORDER BY key");
  const metadata = db.prepare<[number], PairRow>("SELECT key, value FROM trace_metadata WHERE trace = ? ORDER BY key");
  const assessments = db.prepare<[number], AssessmentRow>(
    `SELECT assessment_id AS assessmentId, kind, name, value, valid, content FROM assessment WHERE trace = ?
     ORDER BY assessment_id`,
  );
  return {
    get: (traceId: string) => get.get(traceId),
    complete: (row: TraceRow): TraceRecord => ({
      ...row,
      tags: tags.all(row.id),
      metadata: metadata.all(row.id),
      assessments: assessments.all(row.id),
    }),
  };
}
