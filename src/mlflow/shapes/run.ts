import { metricNumber } from "../../protocol/metricNumber.ts";
import type { ModelLinks } from "../../tracking/loggedModelTypes.ts";
import type { RunInJson } from "../../tracking/runInJson.ts";
import type { DatasetLink, MetricInput, RunIdentity, RunRecord } from "../../tracking/types.ts";

/** MLflow's `Run`, with the logged models that it read and made. */
export const runShape = (run: RunRecord, models: ModelLinks): object => ({
  info: runInfoShape(run),
  data: {
    metrics: run.metrics.map(metricShape),
    params: run.params.map(({ key, value }) => ({ key, value })),
    tags: run.tags.map(({ key, value }) => ({ key, value })),
  },
  ...linksShape(run.datasets, models),
});

/** The same as text. */
export const runJson = (run: RunInJson): string => {
  const { inputs, outputs } = linksShape(run.datasets, run.models);
  const data = `{"metrics":${run.metrics},"params":${run.params},"tags":${run.tags}}`;
  const [info, read, made] = [runInfoShape(run), inputs, outputs].map((part) => JSON.stringify(part));
  return `{"info":${info},"data":${data},"inputs":${read},"outputs":${made}}`;
};

const linksShape = (datasets: readonly DatasetLink[], models: ModelLinks) => ({
  inputs: {
    dataset_inputs: datasets.map(datasetInputShape),
    model_inputs: models.inputs.map((id) => ({ model_id: id })),
  },
  outputs: { model_outputs: models.outputs.map(({ modelId, step }) => ({ model_id: modelId, step })) },
});

/** MLflow's `RunInfo`; a run that has not ended has no `end_time`. */
export const runInfoShape = (run: RunIdentity): object => ({
  run_id: run.id,
  run_uuid: run.id,
  experiment_id: run.experimentId,
  run_name: run.name,
  user_id: run.user,
  status: run.status,
  start_time: run.startTime,
  ...(run.endTime === null ? {} : { end_time: run.endTime }),
  artifact_uri: run.artifactUri,
  lifecycle_stage: run.lifecycle,
});

/** MLflow's `Metric`: one point. */
export const metricShape = (metric: MetricInput): object => ({
  key: metric.key,
  value: metricNumber(metric.value),
  timestamp: metric.time,
  step: metric.step,
});

/** MLflow's `DatasetInput`. */
const datasetInputShape = (link: DatasetLink): object => ({
  tags: link.tags.map(({ key, value }) => ({ key, value })),
  dataset: {
    name: link.name,
    digest: link.digest,
    source_type: link.sourceType,
    source: link.source,
    ...(link.schema === undefined ? {} : { schema: link.schema }),
    ...(link.profile === undefined ? {} : { profile: link.profile }),
  },
});
