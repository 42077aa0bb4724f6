import type { Database } from "../duckdb/database.ts";

/** What every handler of the data process gets. */
export interface DataContext {
  readonly database: Database;
  readonly workspace: string;
}
