/**
 * What is read from somebody else's records, item by item in the order in which it has to be written:
 * an experiment before its runs, a run before what it logged. Plain data: it crosses from a worker thread.
 * Keys name things within their source; times are milliseconds since 1970 UTC.
 */
import type { RunStatus } from "../../protocol/entities.ts";
import type { LoggedModelStatus } from "../../tracking/loggedModelTypes.ts";
import type { ModelStage } from "../../tracking/registry/registryTypes.ts";
import type { DatasetLink, MetricInput, ParamInput, TagInput } from "../../tracking/types.ts";

export type ForeignItem =
  | ForeignExperiment
  | ForeignRun
  | ForeignMetrics
  | ForeignDatasets
  | ForeignModelLinks
  | ForeignArtifact
  | ForeignRunEnd
  | ForeignLoggedModel
  | ForeignRegisteredModel
  | ForeignModelVersion
  | Skipped;

export interface ForeignExperiment {
  readonly kind: "experiment";
  readonly key: string;
  readonly name: string;
  readonly tags: readonly TagInput[];
  readonly deleted: boolean;
}

export interface ForeignRun {
  readonly kind: "run";
  readonly key: string;
  /** The key of its experiment. */
  readonly experiment: string;
  /** The key is MLflow's id, and the run keeps it here; otherwise its id is derived from source and key. */
  readonly keepsId?: true;
  /** The key of the run it is nested in. */
  readonly parent?: string;
  readonly name: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly startTime: number;
  readonly endTime: number | null;
  readonly deleted: boolean;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
}

/** At most 1000 points, so that writing them never takes long. */
export interface ForeignMetrics {
  readonly kind: "metrics";
  readonly run: string;
  readonly points: readonly MetricInput[];
}

export interface ForeignDatasets {
  readonly kind: "datasets";
  readonly run: string;
  readonly datasets: readonly DatasetLink[];
}

/** Which logged models a run read and made, by MLflow's ids. */
export interface ForeignModelLinks {
  readonly kind: "modelLinks";
  readonly run: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly { readonly modelId: string; readonly step: number }[];
}

export interface ForeignArtifact {
  readonly kind: "artifact";
  /** Of a run, or of a logged model. */
  readonly of: { readonly run: string } | { readonly model: string };
  /** Below its artifact folder, with `/`. */
  readonly path: string;
  /** `bytes`: what stands inside another file, such as an image in an event file. `url`: a path on the source's server; its size is 0, too, when it is not known. */
  readonly from:
    | { readonly file: string }
    | { readonly url: string; readonly size: number }
    | { readonly bytes: Uint8Array };
}

/** Everything of the run was given: only now is it remembered as imported. */
export interface ForeignRunEnd {
  readonly kind: "runEnd";
  readonly run: string;
  /** Differs when the source's run has changed: sizes and times of its files, or what a server says of it. */
  readonly fingerprint: string;
}

export interface ForeignLoggedModel {
  readonly kind: "loggedModel";
  readonly experiment: string;
  /** MLflow's `m-…`, which it keeps. */
  readonly modelId: string;
  readonly name: string;
  readonly modelType: string;
  /** The key of the run that made it. */
  readonly sourceRun?: string;
  readonly status: LoggedModelStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
  readonly metrics: readonly ForeignModelMetric[];
}

/** A point that a run measured of a logged model. */
export interface ForeignModelMetric extends MetricInput {
  /** The key of the run. */
  readonly run: string;
  readonly dataset?: { readonly name: string; readonly digest: string };
}

export interface ForeignRegisteredModel {
  readonly kind: "registeredModel";
  readonly name: string;
  readonly description: string;
  readonly tags: readonly TagInput[];
}

export interface ForeignModelVersion {
  readonly kind: "modelVersion";
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly stage: ModelStage;
  /** `runs:/<key>/…` when the files are a run's. */
  readonly source: string;
  /** The key of the run that made it. */
  readonly run?: string;
  readonly modelId?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly TagInput[];
  readonly aliases: readonly string[];
}

/** Something that can't be taken over; it goes into the summary. */
export interface Skipped {
  readonly kind: "skipped";
  /** A file, a table, a run: where it stands in the source. */
  readonly place: string;
  readonly reason: string;
}

/** One kind of foreign records at one place. */
export interface ForeignSource {
  /** Names the source for good, so that a second import finds its runs again; paths are resolved. */
  readonly identity: string;
  /** How many runs there are, for progress; null when only reading tells. */
  count(): Promise<number | null>;
  /**
   * Reads without writing anything to the source. A run for which `isKnown` answers true is left out;
   * it is asked before the run's metrics and artifacts are read.
   */
  read(options: {
    readonly isKnown: (runKey: string, fingerprint: string) => boolean;
    readonly signal: AbortSignal;
  }): AsyncIterable<ForeignItem>;
}
