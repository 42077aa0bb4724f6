import * as z from "zod";
import { CodeState, KeyValue, MetricGoal, MetricValue } from "./entities.ts";
import { Promotion } from "./promotionRequests.ts";

/** Milliseconds since 1970-01-01 UTC, as MLflow counts time. */
const time = z.number().int();

export const modelStages = ["None", "Staging", "Production", "Archived"] as const;
/** MLflow's older way to say what a version is for; aliases took its place. */
export const ModelStage = z.enum(modelStages);
export type ModelStage = z.infer<typeof ModelStage>;

/** A version of a registered model, in words and one figure. */
export const ModelVersionSummary = z.object({
  name: z.string(),
  version: z.number().int(),
  aliases: z.array(z.string()),
  stage: ModelStage,
  createdAt: time,
  updatedAt: time,
  /** The run that it came from, also when that is not here. */
  runId: z.string().nullable(),
  /** Its most telling metric. */
  headline: z.object({ key: z.string(), value: MetricValue }).nullable(),
});
export type ModelVersionSummary = z.infer<typeof ModelVersionSummary>;

export const RegisteredModel = z.object({
  name: z.string(),
  description: z.string(),
  tags: z.array(KeyValue),
  /** Which version each alias means, in the order of their names. */
  aliases: z.array(z.object({ alias: z.string(), version: z.number().int() })),
  versions: z.number().int(),
  /** The version with the largest number; null while there is none. */
  latest: ModelVersionSummary.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type RegisteredModel = z.infer<typeof RegisteredModel>;

/** A column, tensor or parameter that a model takes or gives. */
export const SignatureField = z.object({
  /** Null for what has a place only, as a tensor often does. */
  name: z.string().nullable(),
  /** As MLflow names types: `double`, `Array(string)`, `{a: long}`. */
  type: z.string(),
  /** `(-1, 28, 28)`; null for a column. */
  shape: z.string().nullable(),
  required: z.boolean(),
  /** A parameter's default, as JSON. */
  default: z.string().nullable(),
});
export type SignatureField = z.infer<typeof SignatureField>;

export const ModelSignature = z.object({
  inputs: z.array(SignatureField),
  outputs: z.array(SignatureField),
  params: z.array(SignatureField),
});
export type ModelSignature = z.infer<typeof ModelSignature>;

/** What a model's MLmodel file says. */
export const ModelDescription = z.object({
  /** `sklearn` 1.5.2, `python_function` …; the version is the library's. */
  flavors: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
  /** Null when the model was saved without one. */
  signature: ModelSignature.nullable(),
  mlflowVersion: z.string().nullable(),
  pythonVersion: z.string().nullable(),
});
export type ModelDescription = z.infer<typeof ModelDescription>;

/** The files of a model, as far as they are on this machine. */
export const ModelFiles = z.object({
  /** Where MLflow finds them. */
  uri: z.string(),
  /** Their folder; null when they are kept elsewhere. */
  folder: z.string().nullable(),
  /** By path below the folder, with `/`. At most 1000. */
  files: z.array(z.object({ path: z.string(), size: z.number().int() })),
  /** Bytes of the files above. */
  size: z.number().int(),
  /** There are more. */
  cut: z.boolean(),
  description: ModelDescription.nullable(),
  /** Why there is no description. */
  problem: z.string().nullable(),
  /** Lines of requirements.txt; null when there is none. */
  requirements: z.array(z.string()).nullable(),
});
export type ModelFiles = z.infer<typeof ModelFiles>;

export const ModelMetric = z.object({
  key: z.string(),
  value: MetricValue,
  /** The data set it was measured on, where that was said. */
  dataset: z.string().nullable(),
  goal: MetricGoal,
});
export type ModelMetric = z.infer<typeof ModelMetric>;

/** Everything about one version but what its files hold. */
export const ModelVersionDetail = z.object({
  version: ModelVersionSummary,
  description: z.string(),
  tags: z.array(KeyValue),
  /** What is said of the whole model. */
  modelDescription: z.string(),
  /** Version numbers of the model, newest first: at most 200. */
  siblings: z.array(z.number().int()),
  /** The run that it came from; null when it names none, or one that is not here. */
  run: z
    .object({
      id: z.string(),
      name: z.string(),
      experimentId: z.string(),
      experimentName: z.string(),
      startTime: time,
      deleted: z.boolean(),
    })
    .nullable(),
  /** MLflow 3's logged model that it is a version of. */
  modelId: z.string().nullable(),
  /** Whose metrics and parameters these are: the model's own where it has some, else its run's latest. */
  metrics: z.array(ModelMetric),
  metricsOf: z.enum(["model", "run"]),
  params: z.array(KeyValue),
  paramsOf: z.enum(["model", "run"]),
  files: ModelFiles,
  /** Those that gave it an alias or took one from it, newest first: at most 50. */
  promotions: z.array(Promotion),
  /** The code of its run; null without one. */
  code: CodeState.nullable(),
});
export type ModelVersionDetail = z.infer<typeof ModelVersionDetail>;

/** What says which model to register: one that MLflow 3 logged, or a folder of a run's artifacts. */
export const ModelSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("loggedModel"), modelId: z.string() }),
  z.object({ kind: z.literal("folder"), runId: z.string(), path: z.string() }),
]);
export type ModelSource = z.infer<typeof ModelSource>;

/** A model that a run made, registered or not. */
export const ModelCandidate = z.object({
  source: ModelSource,
  name: z.string(),
  /** Whether it was saved to its end. */
  ready: z.boolean(),
  /** `sklearn`, `pytorch` …: what it was logged with; null when that is not known. */
  flavor: z.string().nullable(),
  createdAt: time.nullable(),
  /** Versions that it is registered as. */
  registered: z.array(ModelVersionSummary),
});
export type ModelCandidate = z.infer<typeof ModelCandidate>;
