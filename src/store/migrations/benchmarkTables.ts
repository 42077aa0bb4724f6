/** How fast models were. docs/store.md explains the columns. */
export const benchmarkTables = `
CREATE TABLE benchmark (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  code_commit TEXT,
  settings TEXT NOT NULL,
  samples_per_second REAL NOT NULL,
  p50 REAL,
  p99 REAL,
  noisy INTEGER NOT NULL,
  result TEXT NOT NULL
) STRICT;
CREATE INDEX benchmark_by_model ON benchmark (sha256, id);
`;
