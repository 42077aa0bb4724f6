import type { PairRow } from "./loggedModelRow.ts";

/** A stage of a model version, by MLflow's names. */
export type ModelStage = "None" | "Staging" | "Production" | "Archived";

export interface AliasRow {
  readonly alias: string;
  readonly version: number;
}

/** A registered model as its table has it, with its tags and aliases. */
export interface RegisteredModelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly PairRow[];
  readonly aliases: readonly AliasRow[];
}

/** A version as its table has it, with the name of its model, its tags and its aliases. What is unknown is empty text. */
export interface ModelVersionRow {
  readonly id: number;
  /** `registered_model.id` */
  readonly model: number;
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly stage: ModelStage;
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: string;
  readonly runLink: string;
  readonly modelId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly PairRow[];
  readonly aliases: readonly string[];
}

/** A row whose lists came as JSON, in one query with the rest. */
export type WithJsonLists<Row extends { readonly tags: unknown; readonly aliases: unknown }> = Omit<
  Row,
  "tags" | "aliases"
> & { readonly tags: string; readonly aliases: string };

/** The columns of {@link RegisteredModelRow}, for a query on `registered_model m`. */
export const registeredModelColumns = `m.id, m.name, m.description, m.created_at AS createdAt, m.updated_at AS updatedAt,
  (SELECT json_group_array(json_object('key', key, 'value', value) ORDER BY key)
   FROM registered_model_tag WHERE model = m.id) AS tags,
  (SELECT json_group_array(json_object('alias', alias, 'version', version) ORDER BY alias)
   FROM registered_model_alias WHERE model = m.id) AS aliases`;

/** The columns of {@link ModelVersionRow}, for a query on `model_version v JOIN registered_model m`. */
export const modelVersionColumns = `v.id, v.model, m.name, v.version, v.description, v.stage, v.source,
  v.storage_location AS storageLocation, v.run_id AS runId, v.run_link AS runLink, v.model_id AS modelId,
  v.created_at AS createdAt, v.updated_at AS updatedAt,
  (SELECT json_group_array(json_object('key', key, 'value', value) ORDER BY key)
   FROM model_version_tag WHERE version = v.id) AS tags,
  (SELECT json_group_array(alias ORDER BY alias)
   FROM registered_model_alias WHERE model = v.model AND version = v.version) AS aliases`;

export const toRegisteredModelRow = (row: WithJsonLists<RegisteredModelRow>): RegisteredModelRow => ({
  ...row,
  tags: JSON.parse(row.tags),
  aliases: JSON.parse(row.aliases),
});

export const toModelVersionRow = (row: WithJsonLists<ModelVersionRow>): ModelVersionRow => ({
  ...row,
  tags: JSON.parse(row.tags),
  aliases: JSON.parse(row.aliases),
});
