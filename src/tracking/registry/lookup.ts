import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { ModelStage, ModelVersionRow, RegisteredModelRow } from "../../store/registryRows.ts";
import type { Tables } from "../../store/tables.ts";
import { checkAlias, checkModelName, isLatest } from "./registryNames.ts";
import type { ModelVersionRecord, RegisteredModelRecord } from "./registryTypes.ts";

/** @throws TidemarkError `invalidParameter` when it can be no name, `notFound` when no model has it */
export function findModel({ registeredModels }: Tables, name: string): RegisteredModelRow {
  checkModelName(name);
  const row = registeredModels.get(name);
  if (row === undefined) throw notFound(`Registered Model with name=${name} not found`, { name });
  return row;
}

/** The version, if its model has it. */
export function findVersion(tables: Tables, name: string, version: number): ModelVersionRow {
  checkModelName(name);
  const model = tables.registeredModels.get(name);
  const row = model === undefined ? undefined : tables.modelVersions.get(model.id, version);
  if (row === undefined)
    throw notFound(`Model Version (name=${name}, version=${version}) not found`, { name, version });
  return row;
}

/** The version that an alias of the model means. An alias that is not there is `invalidParameter`, as in MLflow. */
export function findByAlias(tables: Tables, name: string, alias: string): ModelVersionRow {
  checkModelName(name);
  checkAlias(alias);
  if (isLatest(alias)) {
    const newest = findNewest(tables, name);
    if (newest === undefined) throw notFound(`Latest version not found for model ${name}.`, { name });
    return newest;
  }
  const version = findModel(tables, name).aliases.find((each) => each.alias === alias)?.version;
  if (version === undefined) throw invalidParameter(`Registered model alias ${alias} not found.`, { name, alias });
  return findVersion(tables, name, version);
}

/** The newest version of a model, in one stage or in any, if there is one. */
export function findNewest(tables: Tables, name: string, stage?: ModelStage): ModelVersionRow | undefined {
  return tables.modelVersions
    .latest(findModel(tables, name).id)
    .filter((row) => stage === undefined || row.stage === stage)
    .toSorted((one, other) => other.version - one.version)[0];
}

/** The model as callers see it. */
export function readModel(tables: Tables, name: string): RegisteredModelRecord {
  const row = findModel(tables, name);
  return modelRecord(row, tables.modelVersions.latest(row.id));
}

/** `latest`: the newest version of each stage. */
export const modelRecord = (
  { id: _, ...model }: RegisteredModelRow,
  latest: readonly ModelVersionRow[],
): RegisteredModelRecord => ({ ...model, latestVersions: latest.map(versionRecord) });

export const versionRecord = ({ id: _, model: __, ...record }: ModelVersionRow): ModelVersionRecord => record;
