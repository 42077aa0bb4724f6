/** What a committed write changed, for whoever shows it. */
export interface TrackingChange {
  /** An experiment was made, renamed, deleted, restored. */
  readonly experiments?: true;
  /** A registered model or one of its versions was made, changed or deleted. */
  readonly models?: true;
  /** A data set has a new version, another result of its checks, or a run that uses it. */
  readonly datasets?: true;
  readonly run?: {
    readonly id: string;
    readonly experimentId: string;
    /** The run is new, or its status, name, tags, parameters or artifacts changed. */
    readonly summary: boolean;
    /** It has new metric points. */
    readonly metrics: boolean;
    /** It has new or changed traces. */
    readonly traces?: true;
  };
}

/** A run has begun. */
export interface RunStart {
  readonly runId: string;
  readonly experimentId: string;
  /** Tag `mlflow.source.name`: the script. */
  readonly sourceName: string | null;
}

/** A run has said which data sets it uses. */
export interface DatasetsUsed {
  readonly runId: string;
  /** Tag `mlflow.source.name`: the script. */
  readonly script: string | null;
  /** Unix milliseconds. */
  readonly time: number;
  readonly datasets: readonly {
    readonly name: string;
    /** Where it is from, as MLflow's client says it: JSON. */
    readonly source: string;
    /** `mlflow.data.context`; empty when none was said. */
    readonly context: string;
  }[];
}
