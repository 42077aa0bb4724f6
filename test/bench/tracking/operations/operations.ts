import type { Operation } from "../operation.ts";
import { duplicatePoint } from "./duplicatePoint.ts";
import { historyPage } from "./historyPage.ts";
import { logBatch } from "./logBatch.ts";
import { logMetric } from "./logMetric.ts";
import { manyClients } from "./manyClients.ts";
import { realClient } from "./realClient.ts";
import { sampledHistory } from "./sampledHistory.ts";
import { searchRuns } from "./searchRuns.ts";
import { underLoad } from "./underLoad.ts";

/** The table, in its order. */
export const operations: readonly Operation[] = [
  logMetric,
  logBatch,
  manyClients,
  duplicatePoint,
  historyPage,
  sampledHistory,
  searchRuns,
  realClient,
  underLoad,
];
