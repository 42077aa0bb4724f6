import type { Connection } from "./connection.ts";
import { searchExperiments } from "./experimentSearch.ts";
import { readHistory, readHistoryJson } from "./history.ts";
import { searchModelVersions } from "./modelVersionSearch.ts";
import { pushOrder } from "./pushOrder.ts";
import { searchRegisteredModels } from "./registeredModelSearch.ts";
import { readRunDocuments } from "./runDocuments.ts";
import { runGroups } from "./runGroups.ts";
import { listRuns, searchRuns } from "./runSearch.ts";
import { constantParams, runsTable } from "./runsTable.ts";
import { sampleSeries } from "./sampleSeries.ts";
import { listTraces, readSpans, searchTraces, viewSpans } from "./traceReads.ts";
import { unsentPoints } from "./unsentPoints.ts";

/** Reads that may take long, by name: they run beside the engine's own work. */
export const reads = {
  searchRuns,
  listRuns,
  runsTable,
  constantParams,
  runGroups,
  searchExperiments,
  history: readHistory,
  historyJson: readHistoryJson,
  runDocuments: readRunDocuments,
  sampleSeries,
  searchModelVersions,
  searchRegisteredModels,
  searchTraces,
  readSpans,
  listTraces,
  viewSpans,
  unsentPoints,
  pushOrder,
} as const satisfies Readonly<Record<string, (db: Connection, params: never) => unknown>>;

export type ReadName = keyof typeof reads;
export type ReadParams<K extends ReadName> = Parameters<(typeof reads)[K]>[1];
export type ReadResult<K extends ReadName> = ReturnType<(typeof reads)[K]>;

/** Runs one of the reads on a connection, all of its statements on the same state of the store. */
export function runRead<K extends ReadName>(db: Connection, name: K, params: ReadParams<K>): ReadResult<K> {
  // The map's entries are a union to the compiler, which cannot see that name and params belong together.
  const read = reads[name] as (db: Connection, params: ReadParams<K>) => ReadResult<K>;
  return db.transaction(() => read(db, params))();
}
