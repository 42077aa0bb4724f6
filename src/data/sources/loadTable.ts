import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { DuckDBDataChunk, type DuckDBType, type DuckDBValue } from "@duckdb/node-api";
import { TidemarkError } from "../../protocol/errors.ts";
import { columnNames } from "../delimited/headerNames.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";
import { eachPlaced, type Placed } from "./placed.ts";

/** Values of some rows: a list for each column. */
export type Columns = readonly (readonly DuckDBValue[])[];

export interface LoadedColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** DuckDB's own size of a chunk. */
export const chunkRows = 2048;

/**
 * Puts rows that DuckDB can't read by itself into a table that goes with the session; what does not fit in memory goes to disk.
 * @param parts at most `chunkRows` rows each
 * @returns the table's name, quoted
 */
export async function loadTable(
  session: Session,
  columns: readonly LoadedColumn[],
  parts: AsyncIterable<Columns> | Iterable<Columns>,
): Promise<string> {
  const name = `tidemark ${randomUUID()}`;
  const types = columns.map(({ type }) => type);
  const names = columnNames(columns.map((column) => column.name));
  const declared = names.map((column, i) => `${identifier(column)} ${types[i]}`);
  await session.run(`CREATE TEMP TABLE ${identifier(name)} (${declared.join(", ")})`);
  const appender = await session.connection.createAppender(name, "main", "temp");
  try {
    for await (const part of parts) {
      const chunk = DuckDBDataChunk.create(types);
      chunk.setColumns(part);
      appender.appendDataChunk(chunk);
      // Lets a cancellation arrive.
      await setImmediate(undefined, session.signal === undefined ? {} : { signal: session.signal });
    }
    appender.flushSync();
  } catch (error) {
    // What was not appended yet is dropped with the table.
    appender.clear();
    throw session.signal?.aborted ? new TidemarkError("cancelled", "Reading the file was cancelled.") : error;
  } finally {
    appender.closeSync();
  }
  return identifier(name);
}

/** Tables that were loaded from files, one for each, as one. */
export function loadedRelation(tables: readonly string[]): { readonly from: string; readonly placed: Placed } {
  const [only = "", ...others] = tables;
  return {
    from: others.length === 0 ? only : `(${tables.map((table) => `FROM ${table}`).join(" UNION ALL BY NAME ")})`,
    placed: eachPlaced(tables.map((from, file) => ({ file, from }))),
  };
}
