import * as z from "zod";
import { OptionalText, OptionalWhole, Text, Whole } from "../mlflow/records.ts";

/** Rows of MLflow's tables, as far as they are taken over. */
export const ExperimentRow = z.object({ experiment_id: Text, name: Text, lifecycle_stage: OptionalText });

export type ExperimentRow = z.infer<typeof ExperimentRow>;

export const RunRow = z.object({
  run_uuid: Text,
  name: OptionalText,
  user_id: OptionalText,
  status: z.unknown(),
  start_time: OptionalWhole,
  end_time: OptionalWhole,
  lifecycle_stage: OptionalText,
  artifact_uri: OptionalText,
});
export type RunRow = z.infer<typeof RunRow>;

export const PairRow = z.object({ key: Text, value: OptionalText });

export const MetricRow = z.object({
  row: z.number(),
  key: Text,
  value: z.number().nullable(),
  timestamp: Whole,
  step: OptionalWhole,
  is_nan: z.unknown(),
});

export const DatasetRow = z.object({
  input_uuid: Text,
  name: Text,
  digest: Text,
  dataset_source_type: OptionalText,
  dataset_source: OptionalText,
  dataset_schema: Text.nullable(),
  dataset_profile: Text.nullable(),
});

export type DatasetRow = z.infer<typeof DatasetRow>;

export const LinkRow = z.object({ destination_type: Text, destination_id: Text, step: OptionalWhole });

export const LoggedModelRow = z.object({
  model_id: Text,
  name: Text,
  model_type: OptionalText,
  source_run_id: OptionalText,
  status: z.unknown(),
  lifecycle_stage: OptionalText,
  artifact_location: OptionalText,
  creation_timestamp_ms: Whole,
  last_updated_timestamp_ms: Whole,
});
export type LoggedModelRow = z.infer<typeof LoggedModelRow>;

export const ModelMetricRow = z.object({
  metric_name: Text,
  metric_timestamp_ms: Whole,
  metric_step: Whole,
  metric_value: z.number().nullable(),
  run_id: Text,
  dataset_name: OptionalText,
  dataset_digest: OptionalText,
});

export const RegisteredModelRow = z.object({ name: Text, description: OptionalText });
export const AliasRow = z.object({ alias: Text, version: Whole });

export const ModelVersionRow = z.object({
  version: Whole,
  description: OptionalText,
  current_stage: z.unknown(),
  source: OptionalText,
  run_id: OptionalText,
  creation_time: Whole,
  last_updated_time: OptionalWhole,
});
