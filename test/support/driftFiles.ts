import { join } from "node:path";
import { type Database, openDatabase } from "../../src/data/duckdb/database.ts";
import type { DriftQuestion } from "../../src/protocol/driftRequests.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** A workspace of files that DuckDB writes, to be compared. */
export interface DriftFiles extends AsyncDisposable {
  readonly folder: string;
  readonly database: Database;
  /** Writes a file of rows with `i` from 0 to below `rows`, with these columns in SQL. */
  made(name: string, rows: number, columns: string): Promise<string>;
}

export async function driftFiles(): Promise<DriftFiles> {
  const temporary = await temporaryFolder();
  const folder = temporary.path;
  const database = await openDatabase({ temporaryFolder: join(folder, "spill"), threads: 2 });
  return {
    folder,
    database,
    async made(name, rows, columns) {
      using session = await database.session();
      await session.run(`COPY (SELECT ${columns} FROM range(${rows}) AS t(i)) TO '${join(folder, name)}'`);
      return name;
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

/** A uniform number in [0, 1) that belongs to a row and a seed, in SQL. */
export const u = (seed: number): string => `(hash(i * 1000003 + ${seed}) >> 11) / 9007199254740992.0`;

/** One side of a comparison. */
export const file = (path: string): DriftQuestion["reference"] => ({ of: { source: { paths: [path] } } });
