import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { engineContract } from "./engineContract.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";
import { runsTableRequests } from "./runsTableRequests.ts";

/** The page with the table of an experiment's runs. */
export const runsPageContract = {
  requests: {
    /** The first thing a page says. The answer says which experiment it shows. */
    "page/ready": { params: nothing, result: z.object({ experimentId: z.string(), name: z.string() }) },
    "experiments/keys": engineContract.requests["experiments/keys"],
    "runs/update": engineContract.requests["runs/update"],
    ...runsTableRequests,
    "page/openRun": pageRequests["page/openRun"],
    /** Compares two runs or more, on a page of their own. */
    "page/compare": { params: z.object({ runIds: z.array(z.string()).min(2).max(50) }), result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;
export type RunsPageContract = typeof runsPageContract;
