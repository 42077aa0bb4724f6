import type { Connection } from "./connection.ts";
import { isDamage } from "./storeError.ts";

/** What was read of one table. */
export interface SalvagedTable {
  readonly name: string;
  readonly rows: number;
  /** False when some of it could not be read. */
  readonly complete: boolean;
}

/** Tables that are made anew from the others, or begin anew: what counts points would be wrong where points were lost. */
const derived = new Set(["level_bucket", "used_key", "push_series", "push_block"]);

interface Column {
  readonly name: string;
  /** Place in the primary key, from 1; 0 when it is not part of it. */
  readonly pk: number;
}

/** Copies every row that can be read, of each table from the beginning and, past the damage, from the end. */
export function copyReadable(damaged: Connection, whole: Connection): readonly SalvagedTable[] {
  const names = whole
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid",
    )
    .pluck()
    .all();
  whole.pragma("foreign_keys = OFF");
  try {
    // What the migrations wrote gives way to what the damaged store says.
    for (const name of names) whole.exec(`DELETE FROM "${name}"`);
    return names.filter((name) => !derived.has(name)).map((name) => copyTable(damaged, whole, name));
  } finally {
    whole.pragma("foreign_keys = ON");
  }
}

function copyTable(damaged: Connection, whole: Connection, name: string): SalvagedTable {
  const columns = whole.prepare<[], Column>(`PRAGMA table_info("${name}")`).all();
  const list = columns.map((column) => `"${column.name}"`).join(", ");
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => `"${column.name}"`);
  const insert = whole.prepare(
    `INSERT OR IGNORE INTO "${name}" (${list}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  let rows = 0;
  /** False when it met damage. */
  const copy = (direction: "ASC" | "DESC"): boolean => {
    const order = key.map((column) => `${column} ${direction}`).join(", ");
    try {
      const read = damaged.prepare<[], unknown[]>(`SELECT ${list} FROM "${name}" ORDER BY ${order}`).raw();
      for (const row of read.iterate()) {
        if (insert.run(...row).changes > 0) rows += 1;
        else if (direction === "DESC") break;
      }
      return true;
    } catch (error) {
      if (isDamage(error) || isUnusable(error)) return false;
      throw error;
    }
  };
  const complete = whole.transaction(() => {
    if (copy("ASC")) return true;
    copy("DESC");
    return false;
  })();
  return { name, rows, complete };
}

/** The table is missing, or a value in it cannot be what the schema says. */
const isUnusable = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "SQLITE_ERROR" || String(error.code).startsWith("SQLITE_CONSTRAINT"));
