/** Migration 1: experiments, runs and what they record. docs/store.md explains every table and column. */
export const trackingTables = `
CREATE TABLE experiment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  artifact_location TEXT NOT NULL,
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('active', 'deleted')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE experiment_tag (
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  name TEXT NOT NULL,
  user TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED')),
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('active', 'deleted')),
  start_time INTEGER NOT NULL,
  end_time INTEGER,
  deleted_time INTEGER,
  last_activity INTEGER NOT NULL,
  artifact_uri TEXT NOT NULL,
  parent TEXT,
  starred INTEGER NOT NULL DEFAULT 0,
  has_note INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX run_by_start ON run (experiment, lifecycle, start_time DESC, run_id);
CREATE INDEX run_by_status ON run (experiment, lifecycle, status);
CREATE INDEX run_running ON run (experiment) WHERE status = 'RUNNING' AND lifecycle = 'active';
CREATE INDEX run_by_parent ON run (parent, start_time DESC) WHERE parent IS NOT NULL;

CREATE TABLE param (
  run INTEGER NOT NULL REFERENCES run (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  run INTEGER NOT NULL REFERENCES run (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE used_key (
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  kind TEXT NOT NULL CHECK (kind IN ('metric', 'param', 'tag')),
  key TEXT NOT NULL,
  runs INTEGER NOT NULL,
  PRIMARY KEY (experiment, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id),
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  nan_count INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  first_time INTEGER NOT NULL,
  first_value REAL,
  last_step INTEGER NOT NULL,
  last_time INTEGER NOT NULL,
  last_value REAL,
  min_step INTEGER,
  min_time INTEGER,
  min_value REAL,
  max_step INTEGER,
  max_time INTEGER,
  max_value REAL,
  chronological INTEGER NOT NULL,
  level_axis TEXT CHECK (level_axis IN ('step', 'time')),
  level_origin INTEGER,
  level_width INTEGER,
  level_buckets INTEGER NOT NULL DEFAULT 0,
  level_top INTEGER NOT NULL DEFAULT 0,
  level_built_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (run, key)
) STRICT;
CREATE INDEX series_by_value ON series (experiment, key, last_value, run);

CREATE TABLE metric_point (
  series INTEGER NOT NULL REFERENCES series (id),
  step INTEGER NOT NULL,
  time INTEGER NOT NULL,
  value REAL NOT NULL,
  nan INTEGER NOT NULL,
  PRIMARY KEY (series, step, time, value, nan)
) STRICT, WITHOUT ROWID;

CREATE TABLE level_bucket (
  series INTEGER NOT NULL REFERENCES series (id),
  level INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  count INTEGER NOT NULL,
  nan_count INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  first_time INTEGER NOT NULL,
  first_value REAL,
  last_step INTEGER NOT NULL,
  last_time INTEGER NOT NULL,
  last_value REAL,
  min_step INTEGER,
  min_time INTEGER,
  min_value REAL,
  max_step INTEGER,
  max_time INTEGER,
  max_value REAL,
  PRIMARY KEY (series, level, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE (experiment, name, digest)
) STRICT;

CREATE TABLE run_dataset (
  run INTEGER NOT NULL REFERENCES run (id),
  dataset INTEGER NOT NULL REFERENCES dataset (id),
  context TEXT,
  tags TEXT NOT NULL,
  PRIMARY KEY (run, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_dataset_by_dataset ON run_dataset (dataset);

CREATE TABLE code_state (
  run_id TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE metric_goal (
  key TEXT PRIMARY KEY,
  goal TEXT NOT NULL CHECK (goal IN ('min', 'max'))
) STRICT, WITHOUT ROWID;

INSERT INTO experiment (id, experiment_id, name, artifact_location, lifecycle, created_at, updated_at)
VALUES (0, '0', 'Default', 'mlflow-artifacts:/0', 'active', unixepoch() * 1000, unixepoch() * 1000);
`;
