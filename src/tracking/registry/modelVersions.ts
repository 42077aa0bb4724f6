import { alreadyExists, invalidParameter } from "../../protocol/errors.ts";
import type { ModelVersionRow } from "../../store/registryRows.ts";
import type { Tables } from "../../store/tables.ts";
import { checkKey } from "../limits.ts";
import { checkedMaxResults } from "../paging.ts";
import { parseModelVersionFilter, parseModelVersionOrder } from "../search/modelVersionFilter.ts";
import type { RegistryDependencies } from "./dependencies.ts";
import { findModel, findVersion, versionRecord } from "./lookup.ts";
import { addVersionToModel } from "./modelVersionsTag.ts";
import { isPrompt, separatePrompts } from "./prompts.ts";
import { canonicalStage, checkModelName, checkRegistryTag } from "./registryNames.ts";
import type { ImportedModelVersion, ModelVersions, NewModelVersion } from "./registryTypes.ts";
import { resolveSource, type VersionSource } from "./versionSource.ts";

const largestPage = 200_000;

/** Versions of registered models by MLflow's rules. */
export function modelVersions({ store, reads, now, change }: RegistryDependencies): ModelVersions {
  return {
    create: (input) =>
      change((tables) => {
        checkModelName(input.name);
        for (const tag of input.tags) checkRegistryTag(tag);
        const origin = isPrompt(input.tags) ? asGiven(tables, input) : resolveSource(tables, input);
        const model = findModel(tables, input.name);
        const time = now();
        const version = tables.registeredModels.nextVersion(model.id);
        insert(tables, model.id, { ...input, ...origin, version, stage: "None", createdAt: time, updatedAt: time });
        tables.registeredModels.touch(model.id, time);
        addVersionToModel(tables, origin.modelId, { name: model.name, version });
        return versionRecord(findVersion(tables, input.name, version));
      }),
    import: (input) =>
      change((tables) => {
        for (const tag of input.tags) checkRegistryTag(tag);
        const model = findModel(tables, input.name);
        if (tables.modelVersions.get(model.id, input.version) !== undefined) {
          throw alreadyExists(`Model Version (name=${input.name}, version=${input.version}) already exists.`);
        }
        insert(tables, model.id, { ...input, ...asGiven(tables, input) });
        return versionRecord(findVersion(tables, input.name, input.version));
      }),
    get: (name, version) => versionRecord(findVersion(store.tables, name, version)),
    describe: (name, version, description) =>
      change((tables) => {
        tables.modelVersions.describe(findVersion(tables, name, version).id, description, now());
        return versionRecord(findVersion(tables, name, version));
      }),
    transitionStage: (name, version, to) =>
      change((tables) => {
        const stage = canonicalStage(to.stage);
        if (to.archiveExisting && stage !== "Staging" && stage !== "Production") {
          throw invalidParameter(
            "Model version transition cannot archive existing model versions " +
              `because '${to.stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
            { stage },
          );
        }
        const found = findVersion(tables, name, version);
        const time = now();
        if (to.archiveExisting) tables.modelVersions.archive(found.model, stage, time);
        tables.modelVersions.setStage(found.id, stage, time);
        tables.registeredModels.touch(found.model, time);
        return versionRecord(findVersion(tables, name, version));
      }),
    delete: (name, version) =>
      change((tables) => {
        const found = findVersion(tables, name, version);
        tables.modelVersions.delete(found.id);
        tables.registeredModels.touch(found.model, now());
      }),
    async search({ filter, orderBy, maxResults, pageToken }) {
      const page = await reads.read("searchModelVersions", {
        ...separatePrompts(parseModelVersionFilter(filter)),
        order: parseModelVersionOrder(orderBy),
        limit: checkedMaxResults(maxResults, largestPage),
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      return {
        items: page.rows.map(versionRecord),
        ...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }),
      };
    },
    setTag: (name, version, tag) =>
      change((tables) => {
        checkModelName(name);
        checkRegistryTag(tag);
        tables.modelVersions.setTag(findVersion(tables, name, version).id, tag);
      }),
    deleteTag: (name, version, key) =>
      change((tables) => {
        checkModelName(name);
        checkKey(key, "key");
        tables.modelVersions.deleteTag(findVersion(tables, name, version).id, key);
      }),
  };
}

/** A source that is not asked about: a prompt has none, and an import's may be gone. */
function asGiven({ loggedModels }: Tables, { source, runId = "", modelId }: NewModelVersion): VersionSource {
  const id = modelId ?? /^models:\/([^/@]+)$/.exec(source)?.[1];
  const model = id === undefined ? undefined : loggedModels.get(id);
  return { source, storageLocation: model?.artifactUri ?? source, runId, modelId: model?.modelId ?? "" };
}

function insert(tables: Tables, model: number, input: ImportedModelVersion & VersionSource): void {
  const row: Omit<ModelVersionRow, "id" | "name" | "tags" | "aliases"> = {
    model,
    version: input.version,
    description: input.description,
    stage: input.stage,
    source: input.source,
    storageLocation: input.storageLocation,
    runId: input.runId,
    runLink: input.runLink ?? "",
    modelId: input.modelId,
    createdAt: input.createdAt,
    updatedAt: input.updatedAt,
  };
  const id = tables.modelVersions.insert(row);
  tables.registeredModels.useVersion(model, input.version);
  for (const tag of input.tags) tables.modelVersions.setTag(id, tag);
}
