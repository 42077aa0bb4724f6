import type { JournalEvent } from "../../protocol/ingestRequests.ts";
import type { Database } from "../duckdb/database.ts";

/** What every handler of the data process gets. */
export interface DataContext {
  readonly database: Database;
  readonly workspace: string;
  /** For what is kept only while it is looked at. */
  readonly temporaryFolder: string;
  /** Tells the engine how the journal of a data set fares. */
  readonly onJournal: (event: JournalEvent) => void;
}
