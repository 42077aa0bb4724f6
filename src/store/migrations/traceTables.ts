/** Migration 6: traces, their spans and what was said about them. docs/store.md explains the tables. */
export const traceTables = `
CREATE TABLE trace (
  id INTEGER PRIMARY KEY,
  trace_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  state TEXT NOT NULL CHECK (state IN ('STATE_UNSPECIFIED', 'OK', 'ERROR', 'IN_PROGRESS')),
  request_time INTEGER NOT NULL,
  duration INTEGER,
  client_request_id TEXT,
  request_preview TEXT,
  response_preview TEXT
) STRICT;
CREATE INDEX trace_by_time ON trace (experiment, request_time DESC, trace_id);

CREATE TABLE trace_tag (
  trace INTEGER NOT NULL REFERENCES trace (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_metadata (
  trace INTEGER NOT NULL REFERENCES trace (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_run (
  run_id TEXT NOT NULL,
  trace INTEGER NOT NULL REFERENCES trace (id),
  PRIMARY KEY (run_id, trace)
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_run_by_trace ON trace_run (trace);

CREATE TABLE span (
  trace INTEGER NOT NULL REFERENCES trace (id),
  span_id TEXT NOT NULL,
  parent_id TEXT,
  name TEXT NOT NULL,
  type TEXT,
  status TEXT NOT NULL CHECK (status IN ('UNSET', 'OK', 'ERROR')),
  start_ns INTEGER NOT NULL,
  end_ns INTEGER,
  content TEXT NOT NULL,
  UNIQUE (trace, span_id)
) STRICT;

CREATE TABLE assessment (
  trace INTEGER NOT NULL REFERENCES trace (id),
  assessment_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feedback', 'expectation', 'issue')),
  name TEXT NOT NULL,
  value TEXT,
  valid INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (trace, assessment_id)
) STRICT, WITHOUT ROWID;
`;
