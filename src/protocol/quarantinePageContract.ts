import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { ingestRequests } from "./ingestRequests.ts";
import { pageEvents } from "./pageContract.ts";

/** The page that shows the rows of a data set that were not taken. */
export const quarantinePageContract = {
  requests: {
    /** The first thing a page says. The answer says whose rows it shows. */
    "page/ready": { params: nothing, result: z.object({ dataset: z.string() }) },
    "quarantine/list": ingestRequests["quarantine/list"],
    "quarantine/fix": ingestRequests["quarantine/fix"],
    "quarantine/replay": ingestRequests["quarantine/replay"],
    "quarantine/discard": ingestRequests["quarantine/discard"],
    "quarantine/restore": ingestRequests["quarantine/restore"],
  },
  events: pageEvents,
} as const satisfies Contract;
export type QuarantinePageContract = typeof quarantinePageContract;
