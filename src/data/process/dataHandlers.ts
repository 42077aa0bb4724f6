import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import { describe } from "../describe/describe.ts";
import type { Database } from "../duckdb/database.ts";

export interface DataContext {
  readonly database: Database;
  readonly workspace: string;
}

/** What the data process answers; each question has a connection of its own. */
export function dataHandlers({ database, workspace }: DataContext): Handlers<DataContract> {
  return {
    async "data/describe"({ source }, { signal }) {
      using session = await database.session(signal);
      return await describe(session, source, { workspace });
    },
  };
}
