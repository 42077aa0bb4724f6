import * as z from "zod";
import { OptionalText, OptionalWhole, Text, Whole } from "../mlflow/records.ts";

/** MLflow's answers, as far as they are taken over. */
const list = <S extends z.ZodType>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/** Numbers that JSON does not have are text. */
const MetricValue = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);

const Pair = z.object({ key: Text, value: OptionalText });

export const Experiment = z.object({
  experiment_id: Text,
  name: Text,
  lifecycle_stage: OptionalText,
  tags: list(Pair),
});

const Metric = z.object({
  key: Text,
  value: MetricValue.default(0),
  timestamp: Whole.default(0),
  step: Whole.default(0),
});

export const Run = z.object({
  info: z.object({
    run_id: Text,
    run_name: OptionalText,
    user_id: OptionalText,
    status: z.unknown(),
    start_time: OptionalWhole,
    end_time: OptionalWhole,
    lifecycle_stage: OptionalText,
    artifact_uri: OptionalText,
  }),
  data: z
    .object({ metrics: list(Metric), params: list(Pair), tags: list(Pair) })
    .default({ metrics: [], params: [], tags: [] }),
  inputs: z
    .object({
      dataset_inputs: list(
        z.object({
          tags: list(Pair),
          dataset: z.object({
            name: Text,
            digest: Text,
            source_type: OptionalText,
            source: OptionalText,
            schema: Text.nullish(),
            profile: Text.nullish(),
          }),
        }),
      ),
      model_inputs: list(z.object({ model_id: Text })),
    })
    .default({ dataset_inputs: [], model_inputs: [] }),
  outputs: z
    .object({ model_outputs: list(z.object({ model_id: Text, step: Whole.default(0) })) })
    .default({ model_outputs: [] }),
});
export type Run = z.infer<typeof Run>;

export const LoggedModel = z.object({
  info: z.object({
    model_id: Text,
    name: Text,
    model_type: OptionalText,
    source_run_id: OptionalText,
    status: z.unknown(),
    artifact_uri: OptionalText,
    creation_timestamp_ms: Whole,
    last_updated_timestamp_ms: Whole,
    tags: list(Pair),
  }),
  data: z
    .object({
      params: list(Pair),
      metrics: list(Metric.extend({ run_id: Text, dataset_name: OptionalText, dataset_digest: OptionalText })),
    })
    .default({ params: [], metrics: [] }),
});
export type LoggedModel = z.infer<typeof LoggedModel>;

export const RegisteredModel = z.object({
  name: Text,
  description: OptionalText,
  tags: list(Pair),
  aliases: list(z.object({ alias: Text, version: Whole })),
});

export const ModelVersion = z.object({
  name: Text,
  version: Whole,
  description: OptionalText,
  current_stage: z.unknown(),
  source: OptionalText,
  run_id: OptionalText,
  model_id: OptionalText,
  creation_timestamp: Whole,
  last_updated_timestamp: OptionalWhole,
  tags: list(Pair),
});

const token = { next_page_token: OptionalText };
/** A page of each. */
export const ExperimentPage = z.object({ experiments: list(Experiment), ...token });
export const RunPage = z.object({ runs: list(z.unknown()), ...token });
export const HistoryPage = z.object({ metrics: list(Metric), ...token });
export const LoggedModelPage = z.object({ models: list(LoggedModel), ...token });
export const RegisteredModelPage = z.object({ registered_models: list(RegisteredModel), ...token });
export const ModelVersionPage = z.object({ model_versions: list(ModelVersion), ...token });

export const TracePage = z.object({ traces: list(z.unknown()) });

/** A listing of artifacts; MLflow leaves out a size of 0, and one that it does not know. */
export const Files = z
  .object({ files: list(z.object({ path: Text, is_dir: z.boolean().nullish(), file_size: OptionalWhole })) })
  .transform(({ files }) =>
    files.map(({ path, is_dir, file_size }) => ({ path, isFolder: is_dir === true, size: file_size ?? 0 })),
  );
