/** Data sets, the versions of their content, what checking them came to, and the runs that used them. docs/store.md explains the tables. */
export const dataTables = `
CREATE TABLE data_set (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE data_version (
  id INTEGER PRIMARY KEY,
  data_set INTEGER NOT NULL REFERENCES data_set (id),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  files TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  row_count INTEGER,
  code_commit TEXT,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  kept_bytes INTEGER,
  profile TEXT,
  lineage TEXT,
  UNIQUE (data_set, hash),
  UNIQUE (data_set, number)
) STRICT;

CREATE TABLE data_check (
  id INTEGER PRIMARY KEY,
  data_set INTEGER NOT NULL REFERENCES data_set (id),
  version INTEGER REFERENCES data_version (id) ON DELETE CASCADE,
  time INTEGER NOT NULL,
  took REAL NOT NULL,
  row_count INTEGER,
  passed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  could_not_run INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  outcomes TEXT NOT NULL
) STRICT;
CREATE INDEX data_check_by_data_set ON data_check (data_set, id);
CREATE INDEX data_check_by_version ON data_check (version, id);

CREATE TABLE run_data_version (
  run INTEGER NOT NULL REFERENCES run (id),
  version INTEGER NOT NULL REFERENCES data_version (id),
  context TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('logged', 'config', 'hand')),
  time INTEGER NOT NULL,
  PRIMARY KEY (run, version, context)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_data_version_by_version ON run_data_version (version);
`;
