import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { acceptedPath } from "../acceptedPath.ts";
import { type FilesBelow, filesBelow } from "../files/filesBelow.ts";
import { someFolder } from "../files/folders.ts";
import { fingerprintOf } from "../files/stamps.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { readPlain } from "../readPlain.ts";
import { describeRun } from "./describeRun.ts";
import { addMetadata, metadataFile } from "./metadata.ts";
import { outlineOf } from "./outline.ts";
import { readLogged } from "./readRun.ts";
import { findRuns, isWandbFile, projectKeyOf, projectOf, type WandbRun } from "./wandbFiles.ts";

/** Whether it is a `.wandb` file, or a folder with one in it or below. */
export async function isWandb(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile()) return isWandbFile(basename(place));
  return someFolder(place, ({ files }) => files.some(isWandbFile));
}

/** Runs that W&B wrote to a disk, offline or besides sending them: `wandb/offline-run-*` and `wandb/run-*`. */
export async function wandbSource(place: string): Promise<ForeignSource> {
  const root = await realpath(place);
  return {
    // A run is named by entity, project and id, wherever its folder lies.
    identity: "wandb",
    count: async () => (await findRuns(root, new AbortController().signal)).runs.length,
    async *read({ isKnown, signal }) {
      const { runs, empty } = await findRuns(root, signal);
      for (const path of empty) yield { kind: "skipped", place: path, reason: "no run of W&B's begins in this file" };
      const experiments = new Set<string>();
      for (const run of runs) {
        signal.throwIfAborted();
        const beside = await filesBeside(run);
        const fingerprint = fingerprintOf([...run.files, ...beside.files]);
        if (!isKnown(run.key, fingerprint)) yield* readRun(run, beside, fingerprint, experiments, signal);
      }
    },
  };
}

async function* readRun(
  { key, files }: WandbRun,
  beside: FilesBelow,
  fingerprint: string,
  experiments: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const outline = await outlineOf(files, signal);
  if (outline.run === undefined) return;
  const metadata = beside.files.find(({ name }) => name === metadataFile);
  const { value } = metadata === undefined ? { value: undefined } : await readPlain(metadata.path);
  if (value !== undefined) addMetadata(outline, value);
  const experiment = projectKeyOf(outline.run);
  if (!experiments.has(experiment)) {
    experiments.add(experiment);
    yield { kind: "experiment", key: experiment, name: projectOf(outline.run), tags: [], deleted: false };
  }
  const written = Math.max(...files.map(({ modified }) => modified));
  const { run, notes } = describeRun(key, experiment, outline.run, outline, written);
  yield run;
  for (const reason of notes) yield { kind: "skipped", place: key, reason };
  yield* readLogged(key, files, outline, run.startTime, signal);
  for (const { name, path } of beside.files) {
    yield { kind: "artifact", of: { run: key }, path: acceptedPath(name), from: { file: path } };
  }
  for (const { name, reason } of beside.left) yield { kind: "skipped", place: `${key}: ${name}`, reason };
  yield { kind: "runEnd", run: key, fingerprint };
}

/** What W&B keeps of the run as files: configuration, requirements, console output, media. Of a resumed run, the last of a name. */
async function filesBeside(run: WandbRun): Promise<FilesBelow> {
  const found = await Promise.all(run.files.map(({ path }) => filesBelow(join(dirname(path), "files"))));
  const byName = new Map(found.flatMap(({ files }) => files).map((file) => [file.name, file]));
  return { files: [...byName.values()], left: found.flatMap(({ left }) => left) };
}
