import { join } from "node:path";
import { filesBelow } from "../files/filesBelow.ts";
import type { ForeignItem, ForeignModelMetric } from "../foreign.ts";
import { artifactFolder } from "../mlflow/artifactFolder.ts";
import { modelStatus } from "../mlflow/records.ts";
import { metricLines } from "./metricFile.ts";
import { readMeta } from "./readMeta.ts";
import { badLine } from "./readMetrics.ts";
import { readPairs } from "./readPairs.ts";
import { LoggedModelMeta } from "./schemas.ts";

/** One logged model's folder. */
export async function* readLoggedModel(
  folder: string,
  experiment: string,
  beside: string,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const read = await readMeta(folder, LoggedModelMeta);
  if ("problem" in read) {
    yield { kind: "skipped", place: folder, reason: read.problem };
    return;
  }
  const { meta } = read;
  if (meta.lifecycle_stage === "deleted") {
    yield { kind: "skipped", place: folder, reason: "the logged model was deleted" };
    return;
  }
  const metrics: ForeignModelMetric[] = [];
  for (const { path, name } of (await filesBelow(join(folder, "metrics"))).files) {
    for await (const { number, line } of metricLines(path, signal)) {
      const [run, ...dataset] = line?.rest ?? [];
      if (line === undefined || run === undefined) yield badLine(path, number);
      else metrics.push({ key: name, value: line.value, time: line.time, step: line.step, run, ...datasetOf(dataset) });
    }
  }
  yield {
    kind: "loggedModel",
    experiment,
    modelId: meta.model_id,
    name: meta.name,
    modelType: meta.model_type,
    ...(meta.source_run_id === "" ? {} : { sourceRun: meta.source_run_id }),
    status: modelStatus(meta.status),
    createdAt: meta.creation_timestamp,
    updatedAt: meta.last_updated_timestamp,
    params: await readPairs(await filesBelow(join(folder, "params"))),
    tags: await readPairs(await filesBelow(join(folder, "tags"))),
    metrics,
  };
  const where = await artifactFolder(meta.artifact_location, beside, join(folder, "artifacts"));
  if ("elsewhere" in where) {
    yield { kind: "skipped", place: folder, reason: where.elsewhere };
    return;
  }
  const { files, left } = await filesBelow(where.folder);
  for (const { path, name } of files) {
    yield { kind: "artifact", of: { model: meta.model_id }, path: name, from: { file: path } };
  }
  for (const { name, reason } of left) yield { kind: "skipped", place: `${folder}, ${name}`, reason };
}

/** A digest has no spaces, a name may. */
function datasetOf(words: readonly string[]): Pick<ForeignModelMetric, "dataset"> {
  const digest = words.at(-1);
  return words.length < 2 || digest === undefined ? {} : { dataset: { name: words.slice(0, -1).join(" "), digest } };
}
