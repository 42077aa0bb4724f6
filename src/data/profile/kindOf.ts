import type { ColumnProfile } from "../../protocol/profileEntities.ts";

/** What can be said of a column's values, by its type in DuckDB's words. */
export function kindOf(type: string): ColumnProfile["kind"] {
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL\(.*\))$/.test(type)) return "number";
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return "time";
  if (type === "VARCHAR") return "text";
  return type === "BOOLEAN" ? "boolean" : "other";
}

/** A value as a number: itself, or seconds since 1970 UTC. */
export const numberOf = (column: string, kind: ColumnProfile["kind"]): string =>
  kind === "time" ? `epoch(${column}::TIMESTAMP)` : `${column}::DOUBLE`;

/** Whether values can be NaN or infinite. */
export const isFloating = (type: string): boolean => /^(DOUBLE|FLOAT)$/.test(type);
