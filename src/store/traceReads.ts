import type { Connection } from "./connection.ts";
import { type TraceQuery, traceSql } from "./traceQuery.ts";
import { traceReader } from "./traceReader.ts";
import { type SpanStatus, type TraceRecord, type TraceRow, type TraceState, traceColumns } from "./traceRow.ts";

/** Traces that match, without their spans. */
export function searchTraces(db: Connection, query: TraceQuery): readonly TraceRecord[] {
  const { complete } = traceReader(db);
  const { text, values } = traceSql(traceColumns, query);
  return db
    .prepare<unknown[], TraceRow>(text)
    .all(...values)
    .map(complete);
}

/** The spans of each of these traces in JSON: the root first, then as they began. */
export function readSpans(db: Connection, { traceIds }: { readonly traceIds: readonly string[] }): readonly string[][] {
  const spans = db
    .prepare<[string], string>(
      `SELECT s.content FROM span s JOIN trace t ON t.id = s.trace WHERE t.trace_id = ?
       ORDER BY s.parent_id IS NOT NULL, s.start_ns, s.rowid`,
    )
    .pluck();
  return traceIds.map((traceId) => spans.all(traceId));
}

/** A line in a run's list of traces. Times are milliseconds. */
export interface ListedTrace {
  readonly traceId: string;
  readonly name: string | null;
  readonly state: TraceState;
  readonly requestTime: number;
  readonly duration: number | null;
  /** Null when the spans are not in the store. */
  readonly spans: number | null;
  readonly requestPreview: string | null;
  readonly responsePreview: string | null;
}

export interface TracesOfRun {
  readonly traces: readonly ListedTrace[];
  /** On all pages together. */
  readonly total: number;
}

/** The traces of a run, newest first. */
export function listTraces(
  db: Connection,
  { runId, offset, limit }: { readonly runId: string; readonly offset: number; readonly limit: number },
): TracesOfRun {
  const traces = db
    .prepare<[string, number, number], ListedTrace>(
      `SELECT t.trace_id AS traceId,
         coalesce((SELECT value FROM trace_tag WHERE trace = t.id AND key = 'mlflow.traceName'),
           (SELECT name FROM span WHERE trace = t.id AND parent_id IS NULL LIMIT 1)) AS name,
         t.state, t.request_time AS requestTime, t.duration,
         nullif((SELECT count(*) FROM span WHERE trace = t.id), 0) AS spans,
         t.request_preview AS requestPreview, t.response_preview AS responsePreview
       FROM trace_run r JOIN trace t ON t.id = r.trace WHERE r.run_id = ?
       ORDER BY t.request_time DESC, t.id DESC LIMIT ? OFFSET ?`,
    )
    .all(runId, limit, offset);
  const total = db.prepare<[string], number>("SELECT count(*) FROM trace_run WHERE run_id = ?").pluck().get(runId) ?? 0;
  return { traces, total };
}

/** A span for a view: times are milliseconds from the beginning of the trace. */
export interface ViewedSpan {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly type: string | null;
  readonly status: SpanStatus;
  readonly start: number;
  /** Null for a span that has not ended. */
  readonly duration: number | null;
}

export interface ViewedSpans {
  readonly spans: readonly ViewedSpan[];
  /** Those left out too. */
  readonly total: number;
}

/** The spans of one trace without their content, at most so many: the root first, then as they began. */
export function viewSpans(
  db: Connection,
  { traceId, limit }: { readonly traceId: string; readonly limit: number },
): ViewedSpans {
  const rows = db
    .prepare<[string, number], ViewedSpan & { total: number }>(
      `SELECT s.span_id AS spanId, s.parent_id AS parentId, s.name, s.type, s.status, count(*) OVER () AS total,
         (s.start_ns - min(s.start_ns) OVER ()) / 1e6 AS start, (s.end_ns - s.start_ns) / 1e6 AS duration
       FROM span s JOIN trace t ON t.id = s.trace WHERE t.trace_id = ?
       ORDER BY s.parent_id IS NOT NULL, s.start_ns, s.rowid LIMIT ?`,
    )
    .all(traceId, limit);
  return { spans: rows.map(({ total: _, ...span }) => span), total: rows[0]?.total ?? 0 };
}
