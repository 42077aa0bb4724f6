import type { LoggedModelRecord, ModelMetric } from "../../tracking/loggedModelTypes.ts";
import { metricShape } from "./run.ts";

/** MLflow's `LoggedModel`. */
export const loggedModelShape = (model: LoggedModelRecord): object => ({
  info: {
    model_id: model.id,
    experiment_id: model.experimentId,
    name: model.name,
    creation_timestamp_ms: model.createdAt,
    last_updated_timestamp_ms: model.updatedAt,
    artifact_uri: model.artifactUri,
    status: `LOGGED_MODEL_${model.status}`,
    model_type: model.modelType,
    source_run_id: model.sourceRunId,
    tags: model.tags.map(({ key, value }) => ({ key, value })),
  },
  data: {
    params: model.params.map(({ key, value }) => ({ key, value })),
    metrics: model.metrics.map(modelMetricShape),
  },
});

const modelMetricShape = (metric: ModelMetric): object => ({
  ...metricShape(metric),
  model_id: metric.modelId,
  run_id: metric.runId,
  ...(metric.dataset === undefined ? {} : { dataset_name: metric.dataset.name, dataset_digest: metric.dataset.digest }),
});
