import type { ModelVersionRecord, RegisteredModelRecord } from "../../tracking/registry/registryTypes.ts";

/** MLflow's `ModelVersion`. Clients wait until it is ready: it always is, since nothing is copied. */
export const modelVersionShape = (version: ModelVersionRecord): object => ({
  name: version.name,
  version: String(version.version),
  creation_timestamp: version.createdAt,
  last_updated_timestamp: version.updatedAt,
  current_stage: version.stage,
  description: version.description,
  source: version.source,
  run_id: version.runId,
  run_link: version.runLink,
  status: "READY",
  ...lists({ tags: version.tags.map(({ key, value }) => ({ key, value })), aliases: version.aliases }),
});

/** MLflow's `RegisteredModel`. */
export const registeredModelShape = (model: RegisteredModelRecord): object => ({
  name: model.name,
  creation_timestamp: model.createdAt,
  last_updated_timestamp: model.updatedAt,
  ...(model.description === "" ? {} : { description: model.description }),
  ...lists({
    latest_versions: model.latestVersions.map(modelVersionShape),
    tags: model.tags.map(({ key, value }) => ({ key, value })),
    aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
  }),
});

/** Lists that are empty are left out, as MLflow does. */
const lists = (named: Readonly<Record<string, readonly unknown[]>>): object =>
  Object.fromEntries(Object.entries(named).filter(([, list]) => list.length > 0));
