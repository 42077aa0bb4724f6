import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { engineContract } from "./engineContract.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";
import { runsChartsRequests } from "./runsChartsRequests.ts";
import { runsTableRequests } from "./runsTableRequests.ts";
import { RunsView } from "./runsViews.ts";

const views = z.object({ views: z.array(RunsView) });

/** The page with the table of an experiment's runs. */
export const runsPageContract = {
  requests: {
    /** The first thing a page says. The answer says which experiment it shows. */
    "page/ready": { params: nothing, result: z.object({ experimentId: z.string(), name: z.string() }) },
    "experiments/keys": engineContract.requests["experiments/keys"],
    "runs/update": engineContract.requests["runs/update"],
    ...runsTableRequests,
    ...runsChartsRequests,
    "page/openRun": pageRequests["page/openRun"],
    /** The workspace's views, by name. */
    "page/views": { params: nothing, result: views },
    /** Asks for a name and keeps the view under it; null when the user cancelled. */
    "page/saveView": { params: RunsView.omit({ name: true }), result: views.extend({ saved: z.string().nullable() }) },
    /** Removes a view; that can be undone. */
    "page/deleteView": { params: z.object({ name: z.string() }), result: views },
    /** Compares two runs or more, on a page of their own. */
    "page/compare": { params: z.object({ runIds: z.array(z.string()).min(2).max(50) }), result: nothing },
  },
  events: { ...pageEvents, viewsChanged: views },
} as const satisfies Contract;
export type RunsPageContract = typeof runsPageContract;
