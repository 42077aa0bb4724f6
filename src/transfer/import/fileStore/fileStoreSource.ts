import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filesBelow } from "../files/filesBelow.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { type ExperimentFolder, experimentFolders, foldersIn, runFolders } from "./layout.ts";
import { readLoggedModel } from "./readLoggedModel.ts";
import { readMeta } from "./readMeta.ts";
import { readPairs } from "./readPairs.ts";
import { readRegistry } from "./readRegistry.ts";
import { type ReadOptions, readRun } from "./readRun.ts";
import { ExperimentMeta } from "./schemas.ts";

/** Whether it is a folder in which MLflow keeps runs as files: `mlruns`, by default. */
export async function isFileStore(place: string): Promise<boolean> {
  for (const { path } of await experimentFolders(place)) {
    if ("meta" in (await readMeta(path, ExperimentMeta))) return true;
  }
  return false;
}

/** The runs and models that MLflow keeps as files. */
export async function fileStoreSource(place: string): Promise<ForeignSource> {
  const root = await realpath(place);
  return {
    identity: `mlruns:${root}`,
    async count() {
      let runs = 0;
      for (const { path } of await experimentFolders(root)) runs += (await runFolders(path)).length;
      return runs;
    },
    async *read(options) {
      for (const experiment of await experimentFolders(root)) yield* readExperiment(experiment, dirname(root), options);
      yield* readRegistry(root);
    },
  };
}

async function* readExperiment(
  { path, id, deleted }: ExperimentFolder,
  beside: string,
  options: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const read = await readMeta(path, ExperimentMeta);
  if ("problem" in read) {
    yield { kind: "skipped", place: path, reason: read.problem };
    return;
  }
  const tags = await readPairs(await filesBelow(join(path, "tags")));
  yield { kind: "experiment", key: id, name: read.meta.name, tags, deleted };
  for (const run of await runFolders(path)) {
    options.signal.throwIfAborted();
    yield* readRun(join(path, run), id, beside, options);
  }
  const models = join(path, "models");
  for (const model of await foldersIn(models)) {
    options.signal.throwIfAborted();
    yield* readLoggedModel(join(models, model), id, beside, options.signal);
  }
  const traces = (await foldersIn(join(path, "traces"))).length;
  if (traces > 0)
    yield { kind: "skipped", place: join(path, "traces"), reason: `${traces} traces: they are not imported` };
}
