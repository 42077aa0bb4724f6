import type { MlflowDatabase } from "../../../store/mlflowDatabase.ts";
import type { ForeignItem } from "../foreign.ts";
import { artifactsAt } from "../mlflow/artifacts.ts";
import { modelStage, modelStatus, trueInfinity, versionSource } from "../mlflow/records.ts";
import { checkedRows } from "./checkedRows.ts";
import {
  AliasRow,
  type LoggedModelRow,
  ModelMetricRow,
  ModelVersionRow,
  PairRow,
  RegisteredModelRow,
} from "./schemas.ts";

/** One logged model with its files. */
export async function* readLoggedModel(
  db: MlflowDatabase,
  row: LoggedModelRow,
  experiment: string,
  beside: string,
): AsyncGenerator<ForeignItem> {
  const place = `logged model ${row.name} (${row.model_id})`;
  if (row.lifecycle_stage === "deleted") {
    yield { kind: "skipped", place, reason: "the logged model was deleted" };
    return;
  }
  const metrics = checkedRows(db.loggedModelMetrics(row.model_id), ModelMetricRow, `${place}, metrics`);
  yield* metrics.skipped;
  yield {
    kind: "loggedModel",
    experiment,
    modelId: row.model_id,
    name: row.name,
    modelType: row.model_type,
    ...(row.source_run_id === "" ? {} : { sourceRun: row.source_run_id }),
    status: modelStatus(row.status),
    createdAt: row.creation_timestamp_ms,
    updatedAt: row.last_updated_timestamp_ms,
    params: checkedRows(db.loggedModelParams(row.model_id), PairRow, place).rows,
    tags: checkedRows(db.loggedModelTags(row.model_id), PairRow, place).rows,
    metrics: metrics.rows.map((metric) => ({
      key: metric.metric_name,
      value: metric.metric_value === null ? Number.NaN : trueInfinity(metric.metric_value),
      time: metric.metric_timestamp_ms,
      step: metric.metric_step,
      run: metric.run_id,
      ...(metric.dataset_name === "" ? {} : { dataset: { name: metric.dataset_name, digest: metric.dataset_digest } }),
    })),
  };
  yield* artifactsAt(row.artifact_location, beside, { model: row.model_id }, place);
}

/** The registered models, each with its versions. */
export function* readRegistry(db: MlflowDatabase): Generator<ForeignItem> {
  const models = checkedRows(db.registeredModels(), RegisteredModelRow, "registered_models");
  yield* models.skipped;
  for (const { name, description } of models.rows) {
    const place = `registered model ${name}`;
    const tags = checkedRows(db.registeredModelTags(name), PairRow, place).rows;
    yield { kind: "registeredModel", name, description, tags };
    const aliases = checkedRows(db.aliases(name), AliasRow, place).rows;
    const versions = checkedRows(db.modelVersions(name), ModelVersionRow, `${place}, versions`);
    yield* versions.skipped;
    for (const row of versions.rows) {
      if (row.current_stage === "Deleted_Internal") continue;
      const run = row.run_id === "" ? undefined : row.run_id;
      yield {
        kind: "modelVersion",
        name,
        version: row.version,
        description: row.description,
        stage: modelStage(row.current_stage),
        source: versionSource(row.source, run),
        ...(run === undefined ? {} : { run }),
        createdAt: row.creation_time,
        updatedAt: row.last_updated_time ?? row.creation_time,
        tags: checkedRows(db.modelVersionTags(name, row.version), PairRow, place).rows,
        aliases: aliases.filter(({ version }) => version === row.version).map(({ alias }) => alias),
      };
    }
  }
}
