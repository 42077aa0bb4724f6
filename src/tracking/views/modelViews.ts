import type { Params, Result } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { ModelSource } from "../../protocol/modelEntities.ts";
import { findRun } from "../lookup.ts";
import type { NewModelVersion, Registry } from "../registry/registryTypes.ts";
import { modelCandidates } from "./modelCandidates.ts";
import { registeredModel, versionSummary } from "./modelSummary.ts";
import { modelVersionDetail } from "./modelVersionDetail.ts";
import type { ViewDependencies, Views } from "./views.ts";

type ModelViews = Pick<Views, keyof Views & `models/${string}`>;

/** What the editor asks about registered models, and does with them. */
export function modelViews(dependencies: ViewDependencies): ModelViews {
  const { store, tracking, artifactRoot } = dependencies;
  const { tables } = store;
  const { registry } = tracking;
  const existing = (name: string) => {
    const row = tables.registeredModels.get(name);
    if (row === undefined) throw notFound(`There is no registered model ${JSON.stringify(name)}.`, { name });
    return row;
  };

  return {
    "models/list": () => ({ models: tables.modelListing.models().map((row) => registeredModel(tables, row)) }),
    "models/versions": ({ name, offset, limit }) => {
      const model = existing(name);
      return {
        versions: tables.modelListing
          .versions(model.id, { limit, offset })
          .map((version) => versionSummary(tables, version)),
        total: tables.modelListing.countVersions(model.id),
      };
    },
    "models/version": ({ name, version }) => {
      const model = existing(name);
      const row = tables.modelVersions.get(model.id, version);
      if (row === undefined) {
        throw notFound(`The registered model ${JSON.stringify(name)} has no version ${version}.`, { name, version });
      }
      return modelVersionDetail(tables, model, row, dependencies);
    },
    "models/candidates": async ({ runId }) => ({ candidates: await modelCandidates(tables, artifactRoot, runId) }),
    "models/register": ({ name, source }) => register(registry, name, versionOf(dependencies, source)),
    "models/setAlias": async ({ name, version, alias }) => {
      const before = existing(name).aliases.find((known) => known.alias === alias);
      await registry.models.setAlias(name, alias, version);
      return { previous: before?.version ?? null };
    },
    "models/deleteAlias": async ({ name, alias }) => {
      await registry.models.deleteAlias(name, alias);
      return {};
    },
    "models/setStage": async ({ name, version, stage }) => {
      await registry.versions.transitionStage(name, version, { stage, archiveExisting: false });
      return {};
    },
    "models/describe": async ({ name, version, description }) => {
      if (version === undefined) await registry.models.describe(name, description);
      else await registry.versions.describe(name, version, description);
      return {};
    },
    "models/rename": async ({ name, to }) => {
      await registry.models.rename(name, to);
      return {};
    },
    "models/deleteVersion": async ({ name, version }) => {
      await registry.versions.delete(name, version);
      return {};
    },
    "models/delete": async ({ name }) => {
      await registry.models.delete(name);
      return {};
    },
  };
}

/** What MLflow's clients send when they register the same. */
function versionOf({ store }: ViewDependencies, source: ModelSource): Omit<NewModelVersion, "name"> {
  const plain = { description: "", tags: [] };
  if (source.kind === "loggedModel") return { ...plain, source: `models:/${source.modelId}`, modelId: source.modelId };
  const { run_id, artifact_uri } = findRun(store.tables, source.runId);
  return { ...plain, source: source.path === "" ? artifact_uri : `${artifact_uri}/${source.path}`, runId: run_id };
}

/** Adds a version, and makes the model first if there is none of the name; one made in vain goes again. */
async function register(
  registry: Registry,
  name: Params<EngineContract, "models/register">["name"],
  version: Omit<NewModelVersion, "name">,
): Promise<Result<EngineContract, "models/register">> {
  const isNew = await makeModel(registry, name);
  try {
    const made = await registry.versions.create({ ...version, name });
    return { name: made.name, version: made.version };
  } catch (error) {
    if (isNew) await registry.models.delete(name);
    throw error;
  }
}

/** False when there was such a model already. */
async function makeModel(registry: Registry, name: string): Promise<boolean> {
  try {
    await registry.models.create({ name, description: "", tags: [] });
    return true;
  } catch (error) {
    if (error instanceof TidemarkError && error.code === "alreadyExists") return false;
    throw error;
  }
}
