/** Tags and metadata of traces that mean something here. */
export const traceKeys = {
  /** A tag: what the trace is called. */
  name: "mlflow.traceName",
  /** A tag: where the client may keep the trace's files. */
  artifactLocation: "mlflow.artifactLocation",
  /** A tag: `TRACKING_STORE` when the spans can be asked for here. */
  spansLocation: "mlflow.trace.spansLocation",
  /** Metadata: the run that was active. */
  sourceRun: "mlflow.sourceRun",
  /** Metadata: `true` once the client has said all about the trace. */
  finalized: "mlflow.trace.infoFinalized",
  /** Metadata: how many spans there are, as JSON. */
  sizeStats: "mlflow.trace.sizeStats",
  user: "mlflow.trace.user",
  session: "mlflow.trace.session",
} as const;

export const spansAreHere = "TRACKING_STORE";
