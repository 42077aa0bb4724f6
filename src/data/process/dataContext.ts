import type { Database } from "../duckdb/database.ts";

/** What every handler of the data process gets. */
export interface DataContext {
  readonly database: Database;
  readonly workspace: string;
  /** For what is kept only while it is looked at. */
  readonly temporaryFolder: string;
}
