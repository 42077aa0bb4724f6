import { createHash } from "node:crypto";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { foreignRun } from "../mlflow/foreignRun.ts";
import { runStatus, trueInfinity } from "../mlflow/records.ts";
import { runArtifacts } from "./artifacts.ts";
import type { AskServer } from "./askServer.ts";
import { attemptReading } from "./attemptReading.ts";
import { HistoryPage, type Run } from "./schemas.ts";

export interface ReadOptions {
  readonly isKnown: (runKey: string, fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** One run of a server. It has changed when the server says anything else of it or of its files. */
export async function* readRun(
  server: AskServer,
  run: Run,
  experiment: string,
  { isKnown, signal }: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const { info, data, inputs, outputs } = run;
  const key = info.run_id;
  const artifacts: ForeignItem[] = [];
  const listed = attemptReading(`run ${key}, artifacts`, runArtifacts(server, key, info.artifact_uri));
  for await (const item of listed) {
    artifacts.push(item);
    if (item.kind === "skipped") yield item;
  }
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([run, artifacts]))
    .digest("hex")
    .slice(0, 32);
  if (isKnown(key, fingerprint)) return;
  yield foreignRun({
    key,
    experiment,
    name: info.run_name,
    user: info.user_id,
    status: runStatus(info.status),
    startTime: info.start_time,
    endTime: info.end_time,
    deleted: info.lifecycle_stage === "deleted",
    params: data.params,
    tags: data.tags,
  });
  const batches = new MetricBatches(key);
  for (const { key: metric } of data.metrics) {
    const query = { run_id: key, metric_key: metric, max_results: "25000" };
    for await (const { metrics } of server.getPages(HistoryPage, "/api/2.0/mlflow/metrics/get-history", query)) {
      signal.throwIfAborted();
      for (const point of metrics) batches.add(metric, trueInfinity(point.value), point.step, point.timestamp);
      yield* batches.full();
    }
  }
  yield* batches.rest();
  const datasets = inputs.dataset_inputs.map(({ dataset, tags }) => ({
    name: dataset.name,
    digest: dataset.digest,
    sourceType: dataset.source_type,
    source: dataset.source,
    ...(dataset.schema == null ? {} : { schema: dataset.schema }),
    ...(dataset.profile == null ? {} : { profile: dataset.profile }),
    tags,
  }));
  if (datasets.length > 0) yield { kind: "datasets", run: key, datasets };
  const links = {
    inputs: inputs.model_inputs.map(({ model_id }) => model_id),
    outputs: outputs.model_outputs.map(({ model_id, step }) => ({ modelId: model_id, step })),
  };
  if (links.inputs.length + links.outputs.length > 0) yield { kind: "modelLinks", run: key, ...links };
  yield* artifacts.filter(({ kind }) => kind !== "skipped");
  yield { kind: "runEnd", run: key, fingerprint };
}
