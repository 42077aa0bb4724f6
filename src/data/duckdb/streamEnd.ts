import type { DuckDBDataChunk } from "@duckdb/node-api";
import { identifier } from "./sql.ts";

const mark = identifier("tidemark: end");

/**
 * A query with a row after its last one that says so, in a last column. DuckDB's streams end alike after their last row and where
 * the query fails, which would pass for fewer rows.
 */
export const withEnd = (sql: string): string =>
  `SELECT *, false AS ${mark} FROM (\n${sql}\n) UNION ALL BY NAME SELECT true AS ${mark}`;

/** Whether these are the last rows; takes the row that says so away. */
export function takeEnd(chunk: DuckDBDataChunk): boolean {
  const rows = chunk.rowCount;
  const isLast = chunk.getColumnVector(chunk.columnCount - 1).getItem(rows - 1) === true;
  if (isLast) chunk.rowCount = rows - 1;
  return isLast;
}
