import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { DriftQuestion, driftRequests } from "./driftRequests.ts";
import { GridLook } from "./gridPageContract.ts";
import { pageEvents } from "./pageContract.ts";

/** The page of a comparison of data. */
export const driftPageContract = {
  requests: {
    /** The first thing the page says. The answer says what is compared. */
    "page/ready": { params: nothing, result: z.object({ question: DriftQuestion }) },
    "data/drift": driftRequests["data/drift"],
    /** Opens a source of one file as a table. */
    "page/showRows": {
      params: GridLook,
      result: nothing,
    },
    /** Asks where to save and writes it; false when the user cancelled. */
    "page/export": {
      params: z.object({ format: z.enum(["markdown", "html", "json"]), content: z.string() }),
      result: z.object({ saved: z.boolean() }),
    },
  },
  events: pageEvents,
} as const satisfies Contract;

export type DriftPageContract = typeof driftPageContract;
