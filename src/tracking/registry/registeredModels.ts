import { alreadyExists } from "../../protocol/errors.ts";
import { checkKey } from "../limits.ts";
import { checkedMaxResults } from "../paging.ts";
import { parseRegisteredModelFilter, parseRegisteredModelOrder } from "../search/registeredModelFilter.ts";
import type { TagInput } from "../types.ts";
import type { RegistryDependencies } from "./dependencies.ts";
import { findByAlias, findModel, findVersion, modelRecord, readModel, versionRecord } from "./lookup.ts";
import { isPrompt, separatePrompts } from "./prompts.ts";
import { canonicalStage, checkAlias, checkModelName, checkNewAlias, checkRegistryTag } from "./registryNames.ts";
import type { RegisteredModels } from "./registryTypes.ts";

const largestPage = 1000;

/** Registered models by MLflow's rules. */
export function registeredModels({ store, reads, now, change }: RegistryDependencies): RegisteredModels {
  return {
    create: ({ name, description, tags }) =>
      change((tables) => {
        checkModelName(name);
        for (const tag of tags) checkRegistryTag(tag);
        const holder = tables.registeredModels.get(name);
        if (holder !== undefined) throw taken(name, kindOf(tags), kindOf(holder.tags));
        const id = tables.registeredModels.insert({ name, description, now: now() });
        for (const tag of tags) tables.registeredModels.setTag(id, tag);
        return readModel(tables, name);
      }),
    get: (name) => readModel(store.tables, name),
    rename: (name, newName) =>
      change((tables) => {
        checkModelName(newName, "new_name");
        const { id, tags } = findModel(tables, name);
        const holder = name === newName ? undefined : tables.registeredModels.get(newName);
        if (holder !== undefined) throw taken(newName, kindOf(tags), kindOf(holder.tags));
        const time = now();
        tables.registeredModels.rename(id, newName, time);
        tables.modelVersions.touchAll(id, time);
        return readModel(tables, newName);
      }),
    describe: (name, description) =>
      change((tables) => {
        tables.registeredModels.describe(findModel(tables, name).id, description, now());
        return readModel(tables, name);
      }),
    delete: (name) =>
      change((tables) => {
        tables.registeredModels.delete(findModel(tables, name).id);
      }),
    async search({ filter, orderBy, maxResults, pageToken }) {
      const page = await reads.read("searchRegisteredModels", {
        ...separatePrompts(parseRegisteredModelFilter(filter)),
        order: parseRegisteredModelOrder(orderBy),
        limit: checkedMaxResults(maxResults, largestPage),
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      return {
        items: page.rows.map(({ latest, ...row }) => modelRecord(row, latest)),
        ...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }),
      };
    },
    setTag: (name, tag) =>
      change((tables) => {
        checkModelName(name);
        checkRegistryTag(tag);
        tables.registeredModels.setTag(findModel(tables, name).id, tag);
      }),
    deleteTag: (name, key) =>
      change((tables) => {
        checkModelName(name);
        checkKey(key, "key");
        tables.registeredModels.deleteTag(findModel(tables, name).id, key);
      }),
    setAlias: (name, alias, version) =>
      change((tables) => {
        checkModelName(name);
        checkNewAlias(alias);
        const { model } = findVersion(tables, name, version);
        tables.registeredModels.setAlias(model, alias, version);
      }),
    deleteAlias: (name, alias) =>
      change((tables) => {
        checkModelName(name);
        checkAlias(alias);
        tables.registeredModels.deleteAlias(findModel(tables, name).id, alias);
      }),
    getByAlias: (name, alias) => versionRecord(findByAlias(store.tables, name, alias)),
    latestVersions(name, stages) {
      const latest = store.tables.modelVersions.latest(findModel(store.tables, name).id);
      const wanted = stages.map(canonicalStage);
      return latest.filter(({ stage }) => wanted.length === 0 || wanted.includes(stage)).map(versionRecord);
    },
  };
}

type Kind = "Registered Model" | "Prompt";

const kindOf = (tags: readonly TagInput[]): Kind => (isPrompt(tags) ? "Prompt" : "Registered Model");

/** Clients keep prompts among the models: neither can have a name of the other. */
function taken(name: string, asked: Kind, holder: Kind) {
  const message =
    asked === holder
      ? `${asked} (name=${name}) already exists.`
      : `Tried to create a ${asked.toLowerCase()} with name '${name}', but the name is already taken by a ` +
        `${holder.toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`;
  return alreadyExists(message, { name });
}
