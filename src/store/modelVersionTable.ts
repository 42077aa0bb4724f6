import type { Connection } from "./connection.ts";
import type { PairRow } from "./loggedModelRow.ts";
import {
  type ModelStage,
  type ModelVersionRow,
  modelVersionColumns,
  toModelVersionRow,
  type WithJsonLists,
} from "./registryRows.ts";

const fromVersions = `SELECT ${modelVersionColumns} FROM model_version v JOIN registered_model m ON m.id = v.model`;

/** Finds the newest versions of each stage of a model, in the order in which it first reached the stages. */
export function latestVersions(db: Connection): (model: number) => readonly ModelVersionRow[] {
  const latest = db.prepare<{ model: number }, WithJsonLists<ModelVersionRow>>(
    `${fromVersions}
     JOIN (SELECT stage, max(version) AS last, min(version) AS first FROM model_version WHERE model = @model GROUP BY stage) s
       ON s.last = v.version
     WHERE v.model = @model ORDER BY s.first`,
  );
  return (model) => latest.all({ model }).map(toModelVersionRow);
}

/** Versions of registered models with their tags. */
export function modelVersionTable(db: Connection) {
  const insert = db
    .prepare<Omit<ModelVersionRow, "id" | "name" | "tags" | "aliases">, number>(
      `INSERT INTO model_version (model, version, description, stage, source, storage_location, run_id, run_link,
         model_id, created_at, updated_at)
       VALUES (@model, @version, @description, @stage, @source, @storageLocation, @runId, @runLink,
         @modelId, @createdAt, @updatedAt) RETURNING id`,
    )
    .pluck();
  const get = db.prepare<[number, number], WithJsonLists<ModelVersionRow>>(
    `${fromVersions} WHERE v.model = ? AND v.version = ?`,
  );
  const latest = latestVersions(db);
  const describe = db.prepare<[string, number, number]>(
    "UPDATE model_version SET description = ?, updated_at = ? WHERE id = ?",
  );
  const setStage = db.prepare<[ModelStage, number, number]>(
    "UPDATE model_version SET stage = ?, updated_at = ? WHERE id = ?",
  );
  const archive = db.prepare<[number, number, ModelStage]>(
    "UPDATE model_version SET stage = 'Archived', updated_at = ? WHERE model = ? AND stage = ?",
  );
  const touchAll = db.prepare<[number, number]>("UPDATE model_version SET updated_at = ? WHERE model = ?");
  const remove = db.prepare<[number]>("DELETE FROM model_version WHERE id = ?");
  const setTag = db.prepare<[number, string, string]>(
    `INSERT INTO model_version_tag (version, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  );
  const deleteTag = db.prepare<[number, string]>("DELETE FROM model_version_tag WHERE version = ? AND key = ?");
  return {
    insert: (row: Parameters<typeof insert.get>[0] & object) => insert.get(row) ?? 0,
    get(model: number, version: number): ModelVersionRow | undefined {
      const row = get.get(model, version);
      return row === undefined ? undefined : toModelVersionRow(row);
    },
    latest,
    describe: (id: number, description: string, now: number) => describe.run(description, now, id),
    setStage: (id: number, stage: ModelStage, now: number) => setStage.run(stage, now, id),
    /** Archives all versions of the model that have this stage. */
    archive: (model: number, stage: ModelStage, now: number) => archive.run(now, model, stage),
    touchAll: (model: number, now: number) => touchAll.run(now, model),
    /** Its tags and aliases go with it. */
    delete: (id: number) => remove.run(id),
    setTag: (id: number, { key, value }: PairRow) => setTag.run(id, key, value),
    deleteTag: (id: number, key: string) => deleteTag.run(id, key),
  };
}
