import type { Connection } from "./connection.ts";
import type { PairRow } from "./loggedModelRow.ts";
import {
  type RegisteredModelRow,
  registeredModelColumns,
  toRegisteredModelRow,
  type WithJsonLists,
} from "./registryRows.ts";

/** Registered models with their tags and aliases. A deleted one is gone with all its versions, as in MLflow. */
export function registeredModelTable(db: Connection) {
  const insert = db
    .prepare<{ name: string; description: string; now: number }, number>(
      `INSERT INTO registered_model (name, description, created_at, updated_at)
       VALUES (@name, @description, @now, @now) RETURNING id`,
    )
    .pluck();
  const get = db.prepare<[string], WithJsonLists<RegisteredModelRow>>(
    `SELECT ${registeredModelColumns} FROM registered_model m WHERE m.name = ?`,
  );
  const rename = db.prepare<[string, number, number]>(
    "UPDATE registered_model SET name = ?, updated_at = ? WHERE id = ?",
  );
  const describe = db.prepare<[string, number, number]>(
    "UPDATE registered_model SET description = ?, updated_at = ? WHERE id = ?",
  );
  const touch = db.prepare<[number, number]>("UPDATE registered_model SET updated_at = ? WHERE id = ?");
  const remove = db.prepare<[number]>("DELETE FROM registered_model WHERE id = ?");
  const lastVersion = db.prepare<[number], number>("SELECT last_version FROM registered_model WHERE id = ?").pluck();
  const useVersion = db.prepare<[number, number]>(
    "UPDATE registered_model SET last_version = max(last_version, ?) WHERE id = ?",
  );
  const setTag = db.prepare<[number, string, string]>(
    `INSERT INTO registered_model_tag (model, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const deleteTag = db.prepare<[number, string]>("DELETE FROM registered_model_tag WHERE model = ? AND key = ?");
  const setAlias = db.prepare<[number, string, number]>(
    `INSERT INTO registered_model_alias (model, alias, version) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version`,
  );
  const deleteAlias = db.prepare<[number, string]>("DELETE FROM registered_model_alias WHERE model = ? AND alias = ?");
  return {
    insert: (model: { name: string; description: string; now: number }) => insert.get(model) ?? 0,
    get(name: string): RegisteredModelRow | undefined {
      const row = get.get(name);
      return row === undefined ? undefined : toRegisteredModelRow(row);
    },
    rename: (id: number, name: string, now: number) => rename.run(name, now, id),
    describe: (id: number, description: string, now: number) => describe.run(description, now, id),
    touch: (id: number, now: number) => touch.run(now, id),
    delete: (id: number) => remove.run(id),
    /** The number that the next version gets: never one that was used before, by deleted ones neither. */
    nextVersion: (id: number): number => (lastVersion.get(id) ?? 0) + 1,
    useVersion: (id: number, version: number) => useVersion.run(version, id),
    setTag: (id: number, { key, value }: PairRow) => setTag.run(id, key, value),
    deleteTag: (id: number, key: string) => deleteTag.run(id, key),
    /** Points the alias at a version that exists. */
    setAlias: (id: number, alias: string, version: number) => setAlias.run(id, alias, version),
    deleteAlias: (id: number, alias: string) => deleteAlias.run(id, alias),
  };
}
