import type { Connection } from "./connection.ts";
import {
  type ModelVersionRow,
  modelVersionColumns,
  type RegisteredModelRow,
  registeredModelColumns,
  toModelVersionRow,
  toRegisteredModelRow,
  type WithJsonLists,
} from "./registryRows.ts";

/** A registered model with what a list of models says of its versions. */
export interface ListedModelRow extends RegisteredModelRow {
  readonly versions: number;
  /** The largest number of a version; null without any. */
  readonly latest: number | null;
}

const fromVersions = `SELECT ${modelVersionColumns} FROM model_version v JOIN registered_model m ON m.id = v.model`;

/** The registry as a person looks through it: models by name, their versions, and what a run's models became. */
export function modelListing(db: Connection) {
  const models = db.prepare<[], WithJsonLists<ListedModelRow>>(
    `SELECT ${registeredModelColumns}, count(v.id) AS versions, max(v.version) AS latest
     FROM registered_model m LEFT JOIN model_version v ON v.model = m.id
     WHERE NOT EXISTS (SELECT 1 FROM registered_model_tag t
       WHERE t.model = m.id AND t.key = 'mlflow.prompt.is_prompt' AND t.value = 'true')
     GROUP BY m.id ORDER BY m.name COLLATE NOCASE, m.name`,
  );
  const versions = db.prepare<[number, number, number], WithJsonLists<ModelVersionRow>>(
    `${fromVersions} WHERE v.model = ? ORDER BY v.version DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[number], number>("SELECT count(*) FROM model_version WHERE model = ?").pluck();
  const ofRun = db.prepare<[string], WithJsonLists<ModelVersionRow>>(
    `${fromVersions} WHERE v.run_id = ? ORDER BY m.name, v.version DESC`,
  );
  return {
    /** By name, without prompts, which MLflow keeps in the registry as well. */
    models: (): readonly ListedModelRow[] => models.all().map((row) => ({ ...row, ...toRegisteredModelRow(row) })),
    /** Newest first. */
    versions: (model: number, { limit, offset }: { limit: number; offset: number }): readonly ModelVersionRow[] =>
      versions.all(model, limit, offset).map(toModelVersionRow),
    countVersions: (model: number): number => count.get(model) ?? 0,
    /** Versions that came from a run, of all models. */
    ofRun: (runId: string): readonly ModelVersionRow[] => ofRun.all(runId).map(toModelVersionRow),
  };
}
