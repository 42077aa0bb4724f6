import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { LineageNode, lineageRequests } from "./lineageRequests.ts";
import { pageEvents } from "./pageContract.ts";

/** The page that shows what data, features, runs and models were made from. */
export const lineagePageContract = {
  requests: {
    /** The first thing a page says. The answer says which data set it is about; null for all. */
    "page/ready": { params: nothing, result: z.object({ dataset: z.string().nullable() }) },
    ...lineageRequests,
    "page/openNode": { params: LineageNode.shape.target.unwrap(), result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;
export type LineagePageContract = typeof lineagePageContract;
