import type { ForeignModelVersion, ForeignRegisteredModel } from "../foreign.ts";
import { attempt } from "./attempt.ts";
import type { ImportContext } from "./context.ts";
import { runIdOf } from "./runIds.ts";

/** Writes a registered model; of one that is here already, the tags that are missing. */
export async function writeRegisteredModel(context: ImportContext, item: ForeignRegisteredModel): Promise<void> {
  const { models } = context.tracking.registry;
  const { report, store } = context;
  const { name, description, tags } = item;
  const place = `registered model ${name}`;
  if (store.tables.registeredModels.get(name) === undefined) {
    await attempt(report, place, () => models.create({ name, description, tags }));
    return;
  }
  const here = models.get(name);
  const known = new Set(here.tags.map(({ key }) => key));
  if (here.description === "" && description !== "") await models.describe(name, description);
  for (const tag of tags.filter(({ key }) => !known.has(key))) {
    await attempt(report, `${place}, tag ${tag.key}`, () => models.setTag(name, tag));
  }
}

/** Writes a version with its number. One that is here already stays as it is, and a number that is taken is said. */
export async function writeModelVersion(context: ImportContext, item: ForeignModelVersion): Promise<void> {
  const { store, report, tracking } = context;
  const { models, versions } = tracking.registry;
  const { name, version, description, stage, tags, createdAt, updatedAt } = item;
  const place = `model ${name}, version ${version}`;
  const model = store.tables.registeredModels.get(name);
  if (model === undefined) return; // Why it could not be made was said.
  const source = item.source.replace(/^runs:\/([^/]+)/, (_, key) => `runs:/${runIdOf(context, key, true)}`);
  const here = store.tables.modelVersions.get(model.id, version);
  if (here !== undefined) {
    if (here.source !== source) report.skip(place, `there is another version ${version} here, of ${here.source}`);
    return;
  }
  const runId = item.run === undefined ? {} : { runId: runIdOf(context, item.run, true) };
  const modelId = item.modelId === undefined ? {} : { modelId: item.modelId };
  const made = await attempt(report, place, () =>
    versions.import({ name, version, description, stage, tags, createdAt, updatedAt, source, ...runId, ...modelId }),
  );
  if (!made) return;
  report.written.modelVersions += 1;
  const taken = new Map(models.get(name).aliases.map((each) => [each.alias, each.version]));
  for (const alias of item.aliases) {
    const at = taken.get(alias);
    if (at !== undefined) report.skip(`${place}, alias ${alias}`, `it belongs to version ${at} here`);
    else await attempt(report, `${place}, alias ${alias}`, () => models.setAlias(name, alias, version));
  }
}
