import { existsSync, renameSync, rmSync } from "node:fs";
import { TidemarkError } from "../protocol/errors.ts";
import { applicationId, type Connection } from "./connection.ts";
import { migrations } from "./migrations/migrations.ts";

/** The number of the last migration that the store has seen. */
export const schemaVersion = (db: Connection): number => Number(db.pragma("user_version", { simple: true }));

/** Refuses what this version of Tidemark cannot read: a store of a newer one, or another program's file. */
export function checkReadable(db: Connection, known = migrations.length): void {
  const version = schemaVersion(db);
  const tables = Number(db.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get());
  if (tables > 0 && db.pragma("application_id", { simple: true }) !== applicationId) {
    throw new TidemarkError("storeDamaged", "The store's file belongs to another program.", {
      data: { foreign: true },
    });
  }
  if (version > known) {
    throw new TidemarkError("storeTooNew", "A newer version of Tidemark has written this store: update Tidemark.", {
      data: { found: version, known },
    });
  }
}

/**
 * Brings the store up to date: a copy of an existing one is kept as `<file>.v<N>.bak`,
 * then every migration runs in a transaction of its own.
 */
export function migrate(db: Connection, file: string, steps: readonly string[] = migrations): void {
  checkReadable(db, steps.length);
  const found = schemaVersion(db);
  if (found === steps.length) return;
  if (found > 0) backUp(db, `${file}.v${found}.bak`);
  for (const [index, step] of steps.entries()) {
    if (index < found) continue;
    db.transaction(() => {
      db.exec(step);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${index + 1}`);
    }).exclusive();
  }
}

/** The copy has its name only once it is whole. */
function backUp(db: Connection, copy: string): void {
  if (existsSync(copy)) return;
  const unfinished = `${copy}.tmp`;
  rmSync(unfinished, { force: true });
  db.prepare("VACUUM INTO ?").run(unfinished);
  renameSync(unfinished, copy);
}
