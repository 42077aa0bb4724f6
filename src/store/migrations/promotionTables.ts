/** Migration 9: why aliases of models were moved. docs/store.md explains the table. */
export const promotionTables = `
CREATE TABLE promotion (
  id INTEGER PRIMARY KEY,
  model INTEGER REFERENCES registered_model (id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  from_version INTEGER,
  to_version INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user TEXT,
  evaluation TEXT NOT NULL,
  result_hash TEXT NOT NULL,
  model_hash TEXT,
  gates TEXT NOT NULL,
  undone_at INTEGER,
  undone_by TEXT
) STRICT;
CREATE INDEX promotion_by_model ON promotion (model, id);
`;
