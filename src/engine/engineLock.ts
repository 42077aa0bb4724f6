import Database from "better-sqlite3";
import { TidemarkError } from "../protocol/errors.ts";

/** Held as long as this process lives; the operating system frees it however the process ends. */
export interface EngineLock extends Disposable {
  /** Lets the next engine in. */
  release(): void;
}

/** In milliseconds: a predecessor that was killed frees its lock a moment after its socket is gone. */
const defaultPatience = 300;

/**
 * Makes this process the one engine of a workspace: an exclusive transaction on its lock file.
 * Throws `conflict` when another engine has it, `readOnly` when the file can't be written.
 */
export function takeEngineLock(file: string, patience = defaultPatience): EngineLock {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: patience });
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database?.close();
    if (isBusy(cause)) {
      throw new TidemarkError("conflict", "Another engine serves this workspace already.", { cause });
    }
    throw new TidemarkError("readOnly", `Tidemark can't write ${file}.`, { cause });
  }
  const taken = database;
  const release = (): void => {
    taken.close();
  };
  return { release, [Symbol.dispose]: release };
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && (error.code.startsWith("SQLITE_BUSY") || error.code === "SQLITE_LOCKED");
