/** How saving a logged model stands, by MLflow's names. */
export type LoggedModelStatus = "PENDING" | "READY" | "UPLOAD_FAILED";

/** A logged model as the table has it, with the id of its experiment as MLflow writes it. */
export interface LoggedModelRow {
  readonly id: number;
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly status: LoggedModelStatus;
  readonly lifecycle: "active" | "deleted";
  readonly artifactUri: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A point of a logged model's metric; the data set is empty text when none was named. */
export interface LoggedModelMetricRow {
  readonly key: string;
  readonly runId: string;
  readonly datasetName: string;
  readonly datasetDigest: string;
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

export interface PairRow {
  readonly key: string;
  readonly value: string;
}

/** The columns of {@link LoggedModelRow}, for a query on `logged_model m JOIN experiment e`. */
export const loggedModelColumns = `m.id, m.model_id AS modelId, e.experiment_id AS experimentId, m.name,
  m.model_type AS modelType, m.source_run_id AS sourceRunId, m.status, m.lifecycle, m.artifact_uri AS artifactUri,
  m.created_at AS createdAt, m.updated_at AS updatedAt`;
