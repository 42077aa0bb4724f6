/** Ids that package.json and the code share; a test compares both. */
export const viewIds = {
  experiments: "tidemark.experiments",
  models: "tidemark.models",
  data: "tidemark.data",
} as const;
export const walkthroughId = "tidemark.getStarted";
export const extensionId = "tidemark.tidemark";
export const panelTypes = {
  run: "tidemark.run",
  runs: "tidemark.runs",
  compare: "tidemark.compare",
  model: "tidemark.model",
  versions: "tidemark.versions",
  drift: "tidemark.drift",
  profile: "tidemark.profile",
  benchmark: "tidemark.benchmark",
  optimise: "tidemark.optimise",
  dataset: "tidemark.dataset",
  lineage: "tidemark.lineage",
  quarantine: "tidemark.quarantine",
  evaluation: "tidemark.evaluation",
} as const;

/** Editors that a file is opened in instead of the text editor: always, and when it is asked for. */
export const customEditorTypes = { grid: "tidemark.grid", gridOfText: "tidemark.gridOfText" } as const;

/** The editor that model files are opened in. */
export const onnxEditorType = "tidemark.onnx";

/** Settings with their defaults. */
export const settingDefaults = {
  "terminal.environment": true,
  "engine.idleMinutes": 10,
  "experiments.pageSize": 200,
  "data.checkOnSave": true,
  "code.lens": true,
} as const;

/** The line that the Models view shows to paste; it is right for MLflow 2 and 3. */
export const registeringLine = 'mlflow.sklearn.log_model(model, "model", registered_model_name="digits")';
