/** The model registry: names, their versions, tags and aliases. docs/store.md explains the tables. */
export const registryTables = `
CREATE TABLE registered_model (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  last_version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE registered_model_tag (
  model INTEGER NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_version (
  id INTEGER PRIMARY KEY,
  model INTEGER NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  description TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
  source TEXT NOT NULL,
  storage_location TEXT NOT NULL,
  run_id TEXT NOT NULL,
  run_link TEXT NOT NULL,
  model_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (model, version)
) STRICT;
CREATE INDEX model_version_by_update ON model_version (updated_at DESC);
CREATE INDEX model_version_by_run ON model_version (run_id);

CREATE TABLE model_version_tag (
  version INTEGER NOT NULL REFERENCES model_version (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (version, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE registered_model_alias (
  model INTEGER NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (model, alias),
  FOREIGN KEY (model, version) REFERENCES model_version (model, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX registered_model_alias_by_version ON registered_model_alias (model, version);
`;
