import type { Connection } from "./connection.ts";
import { keyTable } from "./keyTable.ts";

export interface KeyValueRow {
  readonly key: string;
  readonly value: string;
}

/** Parameters of runs: written once. */
export function paramTable(db: Connection) {
  const keys = keyTable(db);
  const get = db.prepare<[number, string], string>("SELECT value FROM param WHERE run = ? AND key = ?").pluck();
  const list = db.prepare<[number], KeyValueRow>("SELECT key, value FROM param WHERE run = ? ORDER BY key");
  const insert = db.prepare<[number, string, string]>("INSERT INTO param (run, key, value) VALUES (?, ?, ?)");
  return {
    get: (run: number, key: string) => get.get(run, key),
    list: (run: number) => list.all(run),
    insert(run: { readonly id: number; readonly experiment: number }, key: string, value: string): void {
      insert.run(run.id, key, value);
      keys.added(run.experiment, "param", key);
    },
  };
}
