import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Connection, openForReading, openForWriting } from "./connection.ts";
import { copyReadable, type SalvagedTable } from "./copyReadable.ts";
import { clearSuspicion } from "./damage.ts";
import { migrate, schemaVersion } from "./migrate.ts";
import { migrations } from "./migrations/migrations.ts";
import { repair } from "./repair.ts";
import { isDamage } from "./storeError.ts";

/** What became of a damaged store. */
export interface SalvageReport {
  /** Where the damaged file is kept. */
  readonly keptAs: string;
  /** What was wrong, in SQLite's words. */
  readonly reason: string;
  readonly tables: readonly SalvagedTable[];
}

const companions = ["", "-wal", "-shm"];

/** Copies what can be read of a damaged store into a new one, which takes its place; the damaged one is kept aside. */
export function salvage(file: string, reason: string, now: Date): SalvageReport {
  const unfinished = `${file}.salvaging`;
  for (const companion of companions) rmSync(unfinished + companion, { force: true });
  const tables = withReadable(file, (damaged) => {
    const found = damaged === undefined ? 0 : versionOf(damaged);
    const version = found >= 1 && found <= migrations.length ? found : migrations.length;
    const db = openForWriting(unfinished);
    try {
      migrate(db, unfinished, migrations.slice(0, version));
      const copied = damaged === undefined ? [] : copyReadable(damaged, db);
      migrate(db, unfinished);
      repair(db);
      // All in one file, which can be renamed.
      db.pragma("journal_mode = DELETE");
      return copied;
    } finally {
      db.close();
    }
  });
  for (let version = 1; version < migrations.length; version += 1)
    rmSync(`${unfinished}.v${version}.bak`, { force: true });
  const keptAs = join(dirname(file), `${basename(file, ".db")}.damaged-${now.toISOString().replace(/[:.]/g, "-")}.db`);
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, keptAs + companion);
  }
  renameSync(unfinished, file);
  clearSuspicion(file);
  return { keptAs, reason, tables };
}

function withReadable<T>(file: string, work: (damaged: Connection | undefined) => T): T {
  const damaged = openIfReadable(file);
  try {
    return work(damaged);
  } finally {
    damaged?.close();
  }
}

function openIfReadable(file: string): Connection | undefined {
  try {
    return openForReading(file);
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

function versionOf(damaged: Connection): number {
  try {
    return schemaVersion(damaged);
  } catch (error) {
    if (isDamage(error)) return 0;
    throw error;
  }
}
