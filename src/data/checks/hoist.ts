import { columnTypes } from "../../config/checks/columnType.ts";
import type { Table } from "./table.ts";

interface Hoisted {
  readonly expressions: readonly string[];
  /** The rows with what the expressions share. */
  readonly rows: string;
}

/**
 * Reading a value's text costs more than all that is asked of it, and DuckDB reads it anew within each condition: what several
 * expressions read is made a column of its own.
 */
export function hoisted(expressions: readonly string[], { columns, rows }: Table): Hoisted {
  const readings = columns.flatMap((lens) =>
    columnTypes.flatMap((type) => {
      const { value, reads } = lens.as(type);
      return [value, reads].filter((sql) => sql.length > lens.text.length && sql !== "true");
    }),
  );
  // Longer ones first: they may hold shorter ones.
  const candidates = [...new Set(readings)].sort((a, b) => b.length - a.length);
  let rewritten = [...expressions];
  const shared: string[] = [];
  for (const reading of candidates) {
    if (!rewritten.some((sql) => sql.includes(reading))) continue;
    const name = `read${shared.length}`;
    rewritten = rewritten.map((sql) => sql.replaceAll(reading, name));
    shared.push(`${reading} AS ${name}`);
  }
  if (shared.length === 0) return { expressions, rows };
  return { expressions: rewritten, rows: `(SELECT *, ${shared.join(", ")} FROM ${rows})` };
}
