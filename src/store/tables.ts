import { benchmarkTable } from "./benchmarkTable.ts";
import { codeStateTable } from "./codeStateTable.ts";
import type { Connection } from "./connection.ts";
import { dataCheckTable } from "./dataCheckTable.ts";
import { datasetTable } from "./datasetTable.ts";
import { dataVersionTable } from "./dataVersionTable.ts";
import { experimentTable } from "./experimentTable.ts";
import { importLedger } from "./importLedger.ts";
import { keyTable } from "./keyTable.ts";
import { loggedModelTable } from "./loggedModelTable.ts";
import { metricGoalTable } from "./metricGoalTable.ts";
import { modelListing } from "./modelListing.ts";
import { modelVersionTable } from "./modelVersionTable.ts";
import { paramTable } from "./paramTable.ts";
import { promotionTable } from "./promotionTable.ts";
import { pushLedger } from "./pushLedger.ts";
import { registeredModelTable } from "./registeredModelTable.ts";
import { runDataVersionTable } from "./runDataVersionTable.ts";
import { runModelTable } from "./runModelTable.ts";
import { runTable } from "./runTable.ts";
import { seriesTable } from "./seriesTable.ts";
import { syncTable } from "./syncTable.ts";
import { tagTable } from "./tagTable.ts";
import { traceTable } from "./traceTable.ts";

/** Every aggregate of the store on one connection. */
export type Tables = ReturnType<typeof openTables>;

/** Prepares the statements of every aggregate. */
export function openTables(db: Connection) {
  return {
    experiments: experimentTable(db),
    runs: runTable(db),
    params: paramTable(db),
    tags: tagTable(db),
    keys: keyTable(db),
    series: seriesTable(db),
    datasets: datasetTable(db),
    codeStates: codeStateTable(db),
    metricGoals: metricGoalTable(db),
    loggedModels: loggedModelTable(db),
    runModels: runModelTable(db),
    registeredModels: registeredModelTable(db),
    modelVersions: modelVersionTable(db),
    modelListing: modelListing(db),
    promotions: promotionTable(db),
    traces: traceTable(db),
    pushed: pushLedger(db),
    imported: importLedger(db),
    syncs: syncTable(db),
    dataVersions: dataVersionTable(db),
    dataChecks: dataCheckTable(db),
    runDataVersions: runDataVersionTable(db),
    benchmarks: benchmarkTable(db),
  };
}
