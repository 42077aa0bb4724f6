import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { TidemarkError } from "../protocol/errors.ts";
import { isDamage } from "./storeError.ts";

/** A value as SQLite gives it. */
export type ForeignValue = string | number | bigint | Buffer | null;
export type ForeignRow = Readonly<Record<string, ForeignValue>>;

/** Another program's SQLite file, which is never written to. */
export interface ForeignDatabase extends Disposable {
  /** Names of a table's columns; empty when there is no such table. */
  columns(table: string): ReadonlySet<string>;
  /** Names of its tables and views. */
  tables(): readonly string[];
  /** Rows of a long query as lists of values, one at a time; whole numbers as `bigint`. */
  stream(sql: string): Iterable<readonly ForeignValue[]>;
  /** All rows of a short query: its writer waits for as long as it takes. */
  all(sql: string, ...values: readonly (string | number)[]): readonly ForeignRow[];
}

/** What a SQLite file begins with. */
const magic = "SQLite format 3\0";
const headerLength = 100;
/** Where the header says 2 when a write-ahead log belongs to the file. */
const formatAt = 19;

/** Whether a file begins as a SQLite database does. */
export const isSqliteFile = (file: string): boolean => header(file).toString("latin1", 0, magic.length) === magic;

/**
 * Opens a file so that nothing appears beside it. One with a log beside it, which SQLite would have to write to,
 * is read from a copy.
 * @throws TidemarkError `unavailable` when another program keeps it locked, `invalidParameter` when it is damaged
 */
export function openForeignDatabase(file: string): ForeignDatabase {
  const logs = ["-wal", "-journal"].filter((ending) => existsSync(file + ending));
  const copied = header(file)[formatAt] === 2 || logs.length > 0;
  const folder = copied ? mkdtempSync(join(tmpdir(), "tidemark-import-")) : undefined;
  const opened = folder === undefined ? file : join(folder, basename(file));
  const remove = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const ending of folder === undefined ? [] : ["", ...logs]) copyFileSync(file + ending, opened + ending);
    const db = new Database(opened, { readonly: !copied, fileMustExist: true, timeout: 5000 });
    db.defaultSafeIntegers(false);
    return {
      columns: (table) =>
        guarded(file, () => {
          const names = db.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
          return new Set(names.all(table));
        }),
      tables: () =>
        guarded(file, () => {
          const named =
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
          return db.prepare<[], string>(`${named} ORDER BY name`).pluck().all();
        }),
      *stream(sql) {
        try {
          yield* db.prepare<[], ForeignValue[]>(sql).raw().safeIntegers(true).iterate();
        } catch (error) {
          throw foreignError(file, error);
        }
      },
      all: (sql, ...values) => guarded(file, () => db.prepare<unknown[], ForeignRow>(sql).all(...values)),
      [Symbol.dispose]() {
        db.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw foreignError(file, error);
  }
}

function header(file: string): Buffer {
  const bytes = Buffer.alloc(headerLength);
  const handle = openSync(file, "r");
  try {
    readSync(handle, bytes, 0, headerLength, 0);
    return bytes;
  } finally {
    closeSync(handle);
  }
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw foreignError(file, error);
  }
}

function foreignError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  if (isDamage(error)) {
    return new TidemarkError("invalidParameter", `${file} is damaged: ${error.message}.`, { cause: error });
  }
  if (error.code.startsWith("SQLITE_BUSY") || error.code.startsWith("SQLITE_LOCKED")) {
    return new TidemarkError("unavailable", `Another program keeps ${file} locked: try again when it is done.`, {
      cause: error,
    });
  }
  return new TidemarkError("invalidParameter", `${file} can't be read: ${error.message}.`, { cause: error });
}
