import * as z from "zod";

/** Milliseconds since 1970-01-01 UTC, as MLflow counts time. */
const time = z.number().int();

export const runStatuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
export const RunStatus = z.enum(runStatuses);
export type RunStatus = z.infer<typeof RunStatus>;

/** JSON has no NaN and no infinities, so a metric's value is a number or one of their names. */
// Literals, not an enum: TypeScript 7.0 declares an enum's key "-Infinity" as a computed name, which loses it.
export const MetricValue = z.union([z.number(), z.literal(["NaN", "Infinity", "-Infinity"])]);
export type MetricValue = z.infer<typeof MetricValue>;

/** A number as it travels: the non-finite ones by name. */
export const toMetricValue = (value: number): MetricValue =>
  Number.isFinite(value) ? value : Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

/** The number that {@link toMetricValue} was given. */
export const fromMetricValue = (value: MetricValue): number => Number(value);

export const Experiment = z.object({
  /** MLflow's id: an integer as a string; "0" is Default. */
  id: z.string(),
  name: z.string(),
  lifecycle: z.enum(["active", "deleted"]),
  createdAt: time,
  updatedAt: time,
  /** Runs that are not deleted. */
  runs: z.number().int(),
  running: z.number().int(),
  failed: z.number().int(),
});
export type Experiment = z.infer<typeof Experiment>;

export const RunSummary = z.object({
  /** MLflow's run id (32 hex digits when ours). */
  id: z.string(),
  experimentId: z.string(),
  name: z.string(),
  status: RunStatus,
  lifecycle: z.enum(["active", "deleted"]),
  startTime: time,
  endTime: time.nullable(),
  /** When the run last sent anything; tells a quiet run from a busy one. */
  lastActivity: time,
  user: z.string().nullable(),
  starred: z.boolean(),
  hasNote: z.boolean(),
  parentId: z.string().nullable(),
  /** The one metric shown beside the name: the one sorted by, else the experiment's most telling. Its latest value. */
  headline: z.object({ key: z.string(), value: MetricValue }).nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const MetricPoint = z.object({ step: z.number().int(), time, value: MetricValue });
export type MetricPoint = z.infer<typeof MetricPoint>;

/** Which direction of a metric is better; null when unknown, and then nothing is called best. */
export const MetricGoal = z.enum(["min", "max"]).nullable();
export type MetricGoal = z.infer<typeof MetricGoal>;

/** One metric of one run without its points. min and max leave NaN out and are null when every value is NaN. */
export const MetricSummary = z.object({
  key: z.string(),
  count: z.number().int(),
  nanCount: z.number().int(),
  /** Smallest (step, time, value). */
  first: MetricPoint,
  /** Largest (step, time, value): MLflow's "latest". */
  last: MetricPoint,
  min: MetricPoint.nullable(),
  max: MetricPoint.nullable(),
  goal: MetricGoal,
});
export type MetricSummary = z.infer<typeof MetricSummary>;

/** A series for a chart, as columns of equal length, ordered by (step, time). Every point was logged; none is made up. */
export const SeriesSample = z.object({
  runId: z.string(),
  key: z.string(),
  steps: z.array(z.number().int()),
  times: z.array(time),
  values: z.array(MetricValue),
  /** How many points the series has; more than `steps.length` means sampled (first, last, min and max of each bucket). */
  total: z.number().int(),
});
export type SeriesSample = z.infer<typeof SeriesSample>;

export const KeyValue = z.object({ key: z.string(), value: z.string() });
export type KeyValue = z.infer<typeof KeyValue>;

export const DatasetInput = z.object({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  schema: z.string().nullable(),
  profile: z.string().nullable(),
  /** `mlflow.data.context`: training, eval, … */
  context: z.string().nullable(),
});
export type DatasetInput = z.infer<typeof DatasetInput>;

export const ArtifactEntry = z.object({
  /** Path inside the run's artifact folder, with `/`. */
  path: z.string(),
  isDirectory: z.boolean(),
  /** Bytes; null for a folder. */
  size: z.number().int().nullable(),
});
export type ArtifactEntry = z.infer<typeof ArtifactEntry>;

/** The code a run was started from. */
export const CodeState = z.object({
  status: z.enum(["pending", "recorded", "noRepository", "failed"]),
  /** Why it failed, for people. */
  reason: z.string().nullable(),
  /** The repository's top folder. */
  repository: z.string().nullable(),
  /** HEAD when the run started; null in a repository without commits. */
  commit: z.string().nullable(),
  branch: z.string().nullable(),
  /** URL of the remote, without credentials. */
  remote: z.string().nullable(),
  dirty: z.boolean(),
  /** The commit that holds uncommitted code too (kept by refs/tidemark/runs/<id>); null when the tree was clean. */
  snapshot: z.string().nullable(),
  changedFiles: z.number().int(),
  /** Files left out of the snapshot, because too large or unreadable. */
  skipped: z.array(z.object({ path: z.string(), size: z.number().int(), reason: z.string() })),
  recordedAt: time.nullable(),
});
export type CodeState = z.infer<typeof CodeState>;

export const RunDetail = z.object({
  run: RunSummary,
  experimentName: z.string(),
  params: z.array(KeyValue),
  /** All tags, `mlflow.*` ones included. */
  tags: z.array(KeyValue),
  note: z.string(),
  metrics: z.array(MetricSummary),
  datasets: z.array(DatasetInput),
  /** The run's artifact folder on this machine, or null when the experiment keeps artifacts elsewhere. */
  artifactFolder: z.string().nullable(),
  code: CodeState,
  /** How many traces belong to it. */
  traces: z.number().int(),
  /** Children, newest first (nested runs). */
  children: z.array(RunSummary),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** Rows whose `differs` is false say the same for every run. Arrays are in the order of `runs`. */
export const Comparison = z.object({
  runs: z.array(RunSummary),
  experimentNames: z.array(z.string()),
  params: z.array(z.object({ key: z.string(), values: z.array(z.string().nullable()), differs: z.boolean() })),
  metrics: z.array(
    z.object({
      key: z.string(),
      goal: MetricGoal,
      cells: z.array(MetricSummary.nullable()),
      /** Indices of the runs whose best value (max or min by `goal`) is the best of all; empty when unknown or all equal. */
      best: z.array(z.number().int()),
      differs: z.boolean(),
    }),
  ),
  /** Tags of the user: neither `mlflow.*` nor `tidemark.*`. */
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string().nullable()), differs: z.boolean() })),
  codes: z.array(CodeState),
});
export type Comparison = z.infer<typeof Comparison>;
