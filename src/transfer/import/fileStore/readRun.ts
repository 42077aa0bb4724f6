import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type FileBelow, type FilesBelow, filesBelow } from "../files/filesBelow.ts";
import { fingerprintOf } from "../files/stamps.ts";
import type { ForeignItem, ForeignRun } from "../foreign.ts";
import { artifactFolder } from "../mlflow/artifactFolder.ts";
import { foreignRun } from "../mlflow/foreignRun.ts";
import { runStatus } from "../mlflow/records.ts";
import { readLinks } from "./readLinks.ts";
import { readMeta } from "./readMeta.ts";
import { readMetrics } from "./readMetrics.ts";
import { readPairs } from "./readPairs.ts";
import { RunMeta } from "./schemas.ts";

export interface ReadOptions {
  readonly isKnown: (runKey: string, fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** One run's folder. `beside` is the folder that the store lies in. */
export async function* readRun(
  folder: string,
  experiment: string,
  beside: string,
  { isKnown, signal }: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const read = await readMeta(folder, RunMeta);
  if ("problem" in read) {
    yield { kind: "skipped", place: folder, reason: read.problem };
    return;
  }
  const { meta } = read;
  const key = meta.run_id ?? meta.run_uuid ?? basename(folder);
  const where = await artifactFolder(meta.artifact_uri, beside, join(folder, "artifacts"));
  const [params, tags, metrics, links, artifacts] = await Promise.all([
    filesBelow(join(folder, "params")),
    filesBelow(join(folder, "tags")),
    filesBelow(join(folder, "metrics")),
    linksOf(folder),
    "folder" in where ? filesBelow(where.folder) : nothing,
  ]);
  const all = [params, tags, metrics, links, artifacts];
  const fingerprint = fingerprintOf([await stampOf(join(folder, "meta.yaml")), ...all.flatMap(({ files }) => files)]);
  if (isKnown(key, fingerprint)) return;

  yield await runItem(key, experiment, meta, params, tags);
  yield* readMetrics(key, metrics, signal);
  yield* readLinks(key, dirname(folder), links.files);
  if ("elsewhere" in where) yield { kind: "skipped", place: folder, reason: where.elsewhere };
  for (const { path, name } of artifacts.files) {
    yield { kind: "artifact", of: { run: key }, path: name, from: { file: path } };
  }
  for (const { left } of all) {
    for (const { name, reason } of left) yield { kind: "skipped", place: `${folder}, ${name}`, reason };
  }
  yield { kind: "runEnd", run: key, fingerprint };
}

const nothing: FilesBelow = { files: [], left: [] };

async function linksOf(folder: string): Promise<FilesBelow> {
  const [inputs, outputs] = await Promise.all([
    filesBelow(join(folder, "inputs")),
    filesBelow(join(folder, "outputs")),
  ]);
  return { files: [...inputs.files, ...outputs.files], left: [...inputs.left, ...outputs.left] };
}

async function stampOf(path: string): Promise<Pick<FileBelow, "path" | "size" | "modified">> {
  const { size, mtimeMs } = await stat(path);
  return { path, size, modified: Math.round(mtimeMs) };
}

async function runItem(
  key: string,
  experiment: string,
  meta: RunMeta,
  params: FilesBelow,
  tags: FilesBelow,
): Promise<ForeignRun> {
  return foreignRun({
    key,
    experiment,
    name: meta.run_name || meta.name,
    user: meta.user_id,
    status: runStatus(meta.status),
    startTime: meta.start_time,
    endTime: meta.end_time,
    deleted: meta.lifecycle_stage === "deleted",
    params: await readPairs(params),
    tags: await readPairs(tags),
  });
}
