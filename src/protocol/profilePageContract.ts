import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";
import { profileRequests } from "./profileRequests.ts";

/** The page that shows what the values of a data file are like. */
export const profilePageContract = {
  requests: {
    /** The first thing a page says. The answer says which file it shows: its absolute path and its name. */
    "page/ready": { params: nothing, result: z.object({ path: z.string(), name: z.string() }) },
    ...profileRequests,
    "page/copy": pageRequests["page/copy"],
    "page/openTable": { params: nothing, result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;
export type ProfilePageContract = typeof profilePageContract;
