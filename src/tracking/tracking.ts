import type { Readable } from "node:stream";
import type { ArtifactEntry } from "../protocol/entities.ts";
import type { LoggedModels } from "./loggedModelTypes.ts";
import type { Registry } from "./registry/registryTypes.ts";
import type { RunInJson } from "./runInJson.ts";
import type { Traces } from "./traces/traceTypes.ts";
import type {
  Batch,
  DatasetLink,
  ExperimentRecord,
  ExperimentSearch,
  ImportedRun,
  MetricInput,
  NewRun,
  Page,
  ParamInput,
  RunChange,
  RunMetric,
  RunMetricSample,
  RunMetrics,
  RunRecord,
  RunSearch,
  TagInput,
} from "./types.ts";

/**
 * What a tracking client (the MLflow wire, an importer) may do.
 * Writes resolve once they are committed; what is wrong rejects with a TidemarkError and changes nothing.
 * Limits and rules are MLflow's (docs/mlflow-compatibility.md).
 */
export interface Tracking {
  readonly experiments: {
    create(input: { name: string; artifactLocation?: string; tags: readonly TagInput[] }): Promise<string>;
    get(id: string): ExperimentRecord;
    /** Deleted ones too, as MLflow does. */
    getByName(name: string): ExperimentRecord;
    search(query: ExperimentSearch): Promise<Page<ExperimentRecord>>;
    rename(id: string, name: string): Promise<void>;
    delete(id: string): Promise<void>;
    restore(id: string): Promise<void>;
    setTag(id: string, tag: TagInput): Promise<void>;
    deleteTag(id: string, key: string): Promise<void>;
  };
  readonly runs: {
    create(input: NewRun): Promise<RunRecord>;
    /** Makes a run that was recorded elsewhere; the code here has nothing to do with it. @throws `alreadyExists` */
    import(input: ImportedRun): Promise<RunRecord>;
    get(id: string): RunRecord;
    update(id: string, change: RunChange): Promise<RunRecord>;
    delete(id: string): Promise<void>;
    restore(id: string): Promise<void>;
    search(query: RunSearch): Promise<Page<RunRecord>>;
    /** The same for an answer that is sent as it is: the quickest way to many runs. */
    searchJson(query: RunSearch): Promise<Page<RunInJson>>;
  };
  readonly recording: {
    logMetric(runId: string, metric: MetricInput): Promise<void>;
    logParam(runId: string, param: ParamInput): Promise<void>;
    setTag(runId: string, tag: TagInput): Promise<void>;
    deleteTag(runId: string, key: string): Promise<void>;
    logBatch(runId: string, batch: Batch): Promise<void>;
    logInputs(runId: string, datasets: readonly DatasetLink[]): Promise<void>;
    /** Ordered by time, step, value as MLflow does. */
    history(runId: string, key: string, page: { maxResults?: number; pageToken?: string }): Promise<Page<MetricInput>>;
    /** The same as a JSON array of MLflow's metrics: the quickest way to many points. */
    historyJson(
      runId: string,
      key: string,
      page: { maxResults?: number; pageToken?: string },
    ): Promise<{ readonly metrics: string; readonly nextPageToken?: string }>;
    /** The same of several runs, one after the other by id; `maxResults` points in all. Unknown runs have none. */
    histories(query: RunMetrics): Promise<readonly RunMetric[]>;
    /** At most `maxResults` points of each run, in the order of the runs, by step, time and value. */
    sample(query: RunMetricSample): Promise<readonly RunMetric[]>;
    /** Data sets used in these experiments: name, digest and context of each, for MLflow's search-datasets. */
    searchDatasets(
      experimentIds: readonly string[],
    ): Promise<readonly { experimentId: string; name: string; digest: string; context: string | null }[]>;
  };
  readonly models: LoggedModels;
  readonly registry: Registry;
  readonly traces: Traces;
  /**
   * Artifacts by their path under the artifact root (`<experiment>/<run>/artifacts/…`), as `mlflow-artifacts:` addresses them.
   * A path that would leave the root rejects with invalidParameter.
   */
  readonly artifacts: {
    list(path: string): Promise<readonly ArtifactEntry[]>;
    /** Streams to a temporary file, syncs, then renames: never a half-written artifact. */
    put(path: string, body: Readable): Promise<void>;
    open(path: string): Promise<{ stream: Readable; size: number }>;
    delete(path: string): Promise<void>;
  };
}
