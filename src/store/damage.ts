import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type Connection, openForWriting } from "./connection.ts";
import { isDamage } from "./storeError.ts";

/** Checking a file takes about a second for each of these many bytes at worst; a script waits for the engine meanwhile. */
const checkedAtEveryStart = 64 * 1024 * 1024;

const suspicion = (file: string): string => `${file}.suspect`;

/** A statement met damage: the next start checks the whole file, however large it is. */
export const suspectDamage = (file: string): void => writeFileSync(suspicion(file), "");

/** What is wrong with the file; undefined when nothing is known to be. */
export function findDamage(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const thorough = existsSync(suspicion(file)) || statSync(file).size <= checkedAtEveryStart;
  let db: Connection | undefined;
  try {
    db = openForWriting(file);
    const found = thorough ? checkAll(db) : checkTables(db);
    if (found === undefined) rmSync(suspicion(file), { force: true });
    return found;
  } catch (error) {
    if (isDamage(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    db?.close();
  }
}

/** The file's damage is dealt with. */
export const clearSuspicion = (file: string): void => rmSync(suspicion(file), { force: true });

function checkAll(db: Connection): string | undefined {
  const found = db.prepare<[], string>("PRAGMA quick_check(1)").pluck().get();
  return found === "ok" ? undefined : found;
}

/** Reads the schema and the beginning of each table. */
function checkTables(db: Connection): undefined {
  const names = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  for (const name of names) db.prepare(`SELECT * FROM "${name}" LIMIT 1`).get();
}
