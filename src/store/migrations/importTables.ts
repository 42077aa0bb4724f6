/** What was imported from where, so that nothing is imported twice. docs/store.md explains the tables. */
export const importTables = `
CREATE TABLE import_source (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE import_experiment (
  source INTEGER NOT NULL REFERENCES import_source (id),
  key TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  made INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  source INTEGER NOT NULL REFERENCES import_source (id),
  key TEXT NOT NULL,
  run_id TEXT NOT NULL,
  fingerprint TEXT,
  deleted INTEGER NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_run_by_run ON import_run (run_id);
`;
