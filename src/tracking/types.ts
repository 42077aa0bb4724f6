/** What a caller of the tracking layer hands in. Times are milliseconds since 1970 UTC; ids are MLflow's. */
import type { RunStatus } from "../protocol/entities.ts";

export interface TagInput {
  readonly key: string;
  readonly value: string;
}

export interface ParamInput {
  readonly key: string;
  readonly value: string;
}

export interface MetricInput {
  readonly key: string;
  /** May be NaN or infinite. */
  readonly value: number;
  readonly time: number;
  readonly step: number;
}

/** A point with the run that logged it. */
export interface RunMetric extends MetricInput {
  readonly runId: string;
}

/** One metric of several runs. */
export interface RunMetrics {
  readonly runIds: readonly string[];
  readonly key: string;
  readonly maxResults: number;
}

/** Which points of the metric: those whose steps lie in the range, its ends included; all without one. */
export interface RunMetricSample extends RunMetrics {
  readonly range?: { readonly from: number; readonly to: number };
}

export interface DatasetLink {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema?: string;
  readonly profile?: string;
  readonly tags: readonly TagInput[];
}

export interface NewRun {
  readonly experimentId: string;
  readonly name?: string;
  readonly user?: string;
  readonly startTime?: number;
  readonly tags: readonly TagInput[];
}

/** A run that was recorded elsewhere, as it was there. */
export interface ImportedRun {
  /** MLflow's id for it, which must be free. */
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly startTime: number;
  readonly endTime: number | null;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
}

export interface RunChange {
  readonly status?: RunStatus;
  readonly endTime?: number;
  readonly name?: string;
}

/** One log-batch: recorded as a whole or not at all, in the order params, metrics, tags. */
export interface Batch {
  readonly params: readonly ParamInput[];
  readonly metrics: readonly MetricInput[];
  readonly tags: readonly TagInput[];
}

export type LifecycleView = "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";

/** Experiment as the wire needs it. */
export interface ExperimentRecord {
  readonly id: string;
  readonly name: string;
  readonly artifactLocation: string;
  readonly lifecycle: "active" | "deleted";
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly TagInput[];
}

export interface LatestMetric {
  readonly key: string;
  readonly value: number;
  readonly time: number;
  readonly step: number;
}

/** What a run is, without what it recorded. */
export interface RunIdentity {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly startTime: number;
  readonly endTime: number | null;
  readonly lifecycle: "active" | "deleted";
  readonly artifactUri: string;
}

/** Run as the wire needs it. */
export interface RunRecord extends RunIdentity {
  readonly metrics: readonly LatestMetric[];
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
  readonly datasets: readonly DatasetLink[];
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent at the end. */
  readonly nextPageToken?: string;
}

export interface RunSearch {
  readonly experimentIds: readonly string[];
  /** MLflow's run search language. */
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: LifecycleView;
  readonly maxResults: number;
  readonly pageToken?: string;
}

export interface ExperimentSearch {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: LifecycleView;
  readonly maxResults: number;
  readonly pageToken?: string;
}
