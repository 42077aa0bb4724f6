import type { Connection } from "./connection.ts";
import type { SpanRow } from "./traceRow.ts";

/** The spans of traces. */
export function spanTable(db: Connection) {
  const put = db.prepare<SpanRow & { trace: number }>(
    `INSERT INTO span (trace, span_id, parent_id, name, type, status, start_ns, end_ns, content)
     VALUES (@trace, @spanId, @parentId, @name, @type, @status, @startNs, @endNs, @content)
     ON CONFLICT DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name, type = excluded.type,
       status = excluded.status, start_ns = excluded.start_ns, end_ns = excluded.end_ns, content = excluded.content`,
  );
  const count = db.prepare<[number], number>("SELECT count(*) FROM span WHERE trace = ?").pluck();
  const content = db
    .prepare<[number, string], string>("SELECT content FROM span WHERE trace = ? AND span_id = ?")
    .pluck();
  return {
    /** A span that is sent again replaces what was known of it. */
    put: (trace: number, span: SpanRow) => put.run({ ...span, trace }),
    content: (trace: number, spanId: string): string | undefined => content.get(trace, spanId),
    count: (trace: number): number => count.get(trace) ?? 0,
  };
}
