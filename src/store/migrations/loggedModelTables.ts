/** Migration 2: MLflow 3's logged models, and which runs read and made them. docs/store.md explains the tables. */
export const loggedModelTables = `
CREATE TABLE logged_model (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  name TEXT NOT NULL,
  model_type TEXT NOT NULL,
  source_run_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('PENDING', 'READY', 'UPLOAD_FAILED')),
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('active', 'deleted')),
  artifact_uri TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX logged_model_by_creation ON logged_model (experiment, lifecycle, created_at DESC, model_id);

CREATE TABLE logged_model_param (
  model INTEGER NOT NULL REFERENCES logged_model (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_tag (
  model INTEGER NOT NULL REFERENCES logged_model (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_metric (
  model INTEGER NOT NULL REFERENCES logged_model (id),
  key TEXT NOT NULL,
  run_id TEXT NOT NULL,
  dataset_name TEXT NOT NULL,
  dataset_digest TEXT NOT NULL,
  step INTEGER NOT NULL,
  time INTEGER NOT NULL,
  value REAL NOT NULL,
  nan INTEGER NOT NULL,
  PRIMARY KEY (model, key, run_id, dataset_name, dataset_digest, step, time, value, nan)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_model (
  run_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('input', 'output')),
  model_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (run_id, role, model_id)
) STRICT, WITHOUT ROWID;
`;
