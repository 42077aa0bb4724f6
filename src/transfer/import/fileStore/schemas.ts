import * as z from "zod";
import { OptionalText, OptionalWhole, Text, Whole } from "../mlflow/records.ts";

/** What MLflow's `meta.yaml` files say, as far as it is taken over. */
export const ExperimentMeta = z.object({
  name: Text,
  artifact_location: OptionalText,
  lifecycle_stage: OptionalText,
});

export const RunMeta = z.object({
  run_id: Text.optional(),
  run_uuid: Text.optional(),
  run_name: OptionalText,
  name: OptionalText,
  user_id: OptionalText,
  status: z.unknown(),
  start_time: OptionalWhole,
  end_time: OptionalWhole,
  lifecycle_stage: OptionalText,
  artifact_uri: OptionalText,
});
export type RunMeta = z.infer<typeof RunMeta>;

export const DatasetMeta = z.object({
  name: Text,
  digest: Text,
  source_type: OptionalText,
  source: OptionalText,
  schema: Text.nullish(),
  profile: Text.nullish(),
});

export type DatasetMeta = z.infer<typeof DatasetMeta>;

/** What a run read or made: data sets and models. */
export const LinkMeta = z.object({
  source_type: OptionalText,
  source_id: OptionalText,
  destination_type: OptionalText,
  destination_id: OptionalText,
  step: OptionalWhole,
  tags: z
    .record(z.string(), Text)
    .nullish()
    .transform((tags) => tags ?? {}),
});

export const LoggedModelMeta = z.object({
  model_id: Text,
  name: Text,
  model_type: OptionalText,
  source_run_id: OptionalText,
  status: z.unknown(),
  artifact_location: OptionalText,
  creation_timestamp: Whole,
  last_updated_timestamp: Whole,
  lifecycle_stage: OptionalText,
});

export const RegisteredModelMeta = z.object({ name: Text, description: OptionalText });

export const ModelVersionMeta = z.object({
  version: Whole,
  description: OptionalText,
  current_stage: z.unknown(),
  source: OptionalText,
  run_id: OptionalText,
  model_id: OptionalText,
  creation_timestamp: Whole,
  last_updated_timestamp: Whole,
});
