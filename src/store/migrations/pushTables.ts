/** What was pushed where, so that nothing is pushed twice and a push that ended early goes on. docs/store.md explains the tables. */
export const pushTables = `
CREATE TABLE push_remote (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE push_item (
  id INTEGER PRIMARY KEY,
  remote INTEGER NOT NULL REFERENCES push_remote (id),
  kind TEXT NOT NULL CHECK (kind IN ('experiment', 'run', 'logged_model', 'registered_model', 'model_version')),
  local_id TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  artifact_uri TEXT,
  complete_at INTEGER,
  UNIQUE (remote, kind, local_id)
) STRICT;

CREATE TABLE push_part (
  item INTEGER NOT NULL REFERENCES push_item (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('param', 'tag', 'dataset', 'artifact', 'model', 'metric', 'alias', 'end')),
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (item, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE push_series (
  item INTEGER NOT NULL REFERENCES push_item (id) ON DELETE CASCADE,
  series INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (item, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE push_block (
  item INTEGER NOT NULL REFERENCES push_item (id) ON DELETE CASCADE,
  series INTEGER NOT NULL,
  step INTEGER NOT NULL,
  time INTEGER NOT NULL,
  value REAL NOT NULL,
  nan INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (item, series, step, time, value, nan)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync (
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  remote INTEGER NOT NULL REFERENCES push_remote (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (experiment, remote)
) STRICT, WITHOUT ROWID;
`;
