/** MLflow 3's logged models: what a training run saves, with its own parameters, tags and metrics. */
import type { LoggedModelStatus } from "../store/loggedModelRow.ts";
import type { MetricInput, Page, ParamInput, TagInput } from "./types.ts";

export type { LoggedModelStatus };

export interface NewLoggedModel {
  readonly experimentId: string;
  readonly name?: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
}

/** A model that was saved elsewhere, as it was there. */
export interface ImportedLoggedModel extends NewLoggedModel {
  /** MLflow's `m-…`, which must be free. */
  readonly id: string;
  readonly name: string;
  readonly status: LoggedModelStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A metric of a model: a point of the run that evaluated it, perhaps on a named data set. */
export interface ModelMetric extends MetricInput {
  readonly modelId: string;
  readonly runId: string;
  readonly dataset?: { readonly name: string; readonly digest: string };
}

export interface LoggedModelRecord {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly status: LoggedModelStatus;
  readonly artifactUri: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
  /** The latest of each metric, run and data set. */
  readonly metrics: readonly ModelMetric[];
}

export interface LoggedModelSearch {
  readonly experimentIds: readonly string[];
  readonly filter: string;
  /** Metrics count for the filter only on these data sets. */
  readonly datasets: readonly { readonly name: string; readonly digest?: string }[];
  readonly orderBy: readonly { readonly field: string; readonly ascending: boolean }[];
  readonly maxResults: number;
  readonly pageToken?: string;
}

/** Models that a run read and made. */
export interface ModelLinks {
  readonly inputs: readonly string[];
  readonly outputs: readonly { readonly modelId: string; readonly step: number }[];
}

/** What a tracking client may do with logged models. */
export interface LoggedModels {
  create(input: NewLoggedModel): Promise<LoggedModelRecord>;
  /** @throws `alreadyExists` when the id is taken */
  import(input: ImportedLoggedModel): Promise<LoggedModelRecord>;
  get(id: string, options?: { readonly deletedToo: boolean }): LoggedModelRecord;
  /** Says how saving the model ended. */
  finish(id: string, status: LoggedModelStatus): Promise<LoggedModelRecord>;
  delete(id: string): Promise<void>;
  setTags(id: string, tags: readonly TagInput[]): Promise<void>;
  deleteTag(id: string, key: string): Promise<void>;
  logParams(id: string, params: readonly ParamInput[]): Promise<void>;
  logMetrics(metrics: readonly ModelMetric[]): Promise<void>;
  search(query: LoggedModelSearch): Page<LoggedModelRecord>;
  link(runId: string, links: ModelLinks): Promise<void>;
  linksOf(runId: string): ModelLinks;
}
