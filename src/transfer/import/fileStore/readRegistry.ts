import { join } from "node:path";
import { filesBelow } from "../files/filesBelow.ts";
import type { ForeignItem } from "../foreign.ts";
import { modelStage, versionSource } from "../mlflow/records.ts";
import { foldersIn } from "./layout.ts";
import { readMeta } from "./readMeta.ts";
import { readPairs } from "./readPairs.ts";
import { ModelVersionMeta, RegisteredModelMeta } from "./schemas.ts";

/** The registered models in `models/`, each with its versions. */
export async function* readRegistry(root: string): AsyncGenerator<ForeignItem> {
  const folder = join(root, "models");
  for (const name of await foldersIn(folder)) yield* readModel(join(folder, name));
}

async function* readModel(folder: string): AsyncGenerator<ForeignItem> {
  const read = await readMeta(folder, RegisteredModelMeta);
  if ("problem" in read) {
    yield { kind: "skipped", place: folder, reason: read.problem };
    return;
  }
  const { name, description } = read.meta;
  yield { kind: "registeredModel", name, description, tags: await readPairs(await filesBelow(join(folder, "tags"))) };
  const aliases = await readPairs(await filesBelow(join(folder, "aliases")));
  const versions = (await foldersIn(folder)).filter((each) => /^version-\d+$/.test(each));
  for (const each of versions.sort((a, b) => numberOf(a) - numberOf(b))) {
    yield await readVersion(join(folder, each), name, aliases);
  }
}

const numberOf = (folder: string): number => Number(folder.slice("version-".length));

async function readVersion(
  folder: string,
  name: string,
  aliases: readonly { readonly key: string; readonly value: string }[],
): Promise<ForeignItem> {
  const read = await readMeta(folder, ModelVersionMeta);
  if ("problem" in read) return { kind: "skipped", place: folder, reason: read.problem };
  const { meta } = read;
  if (meta.current_stage === "Deleted_Internal") {
    return { kind: "skipped", place: folder, reason: "the version was deleted" };
  }
  const run = meta.run_id === "" ? undefined : meta.run_id;
  return {
    kind: "modelVersion",
    name,
    version: meta.version,
    description: meta.description,
    stage: modelStage(meta.current_stage),
    source: versionSource(meta.source, run),
    ...(run === undefined ? {} : { run }),
    ...(meta.model_id === "" ? {} : { modelId: meta.model_id }),
    createdAt: meta.creation_timestamp,
    updatedAt: meta.last_updated_timestamp,
    tags: await readPairs(await filesBelow(join(folder, "tags"))),
    aliases: aliases.filter(({ value }) => Number(value) === meta.version).map(({ key }) => key),
  };
}
