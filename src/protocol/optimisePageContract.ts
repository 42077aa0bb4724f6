import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { optimisations } from "./optimiseEntities.ts";
import { optimiseRequests } from "./optimiseRequests.ts";
import { pageEvents } from "./pageContract.ts";

/** The page that makes smaller models of one and shows what they gain and lose. */
export const optimisePageContract = {
  requests: {
    /** The first thing a page says. The answer says which file it is about, and which Python the Python extension has chosen. */
    "page/ready": {
      params: nothing,
      result: z.object({ path: z.string(), name: z.string(), python: z.string().nullable() }),
    },
    "optimise/compare": optimiseRequests["optimise/compare"],
    "optimise/evaluations": optimiseRequests["optimise/evaluations"],
    /** Shows what is in a model's file. */
    "page/openModel": { params: z.object({ path: z.string() }), result: nothing },
    /** Measures how fast it is, on a page of its own. */
    "page/benchmark": { params: z.object({ path: z.string() }), result: nothing },
    /** Shows the whole evaluation of a made model against the original. */
    "page/evaluate": {
      params: z.object({ path: z.string(), how: z.enum(optimisations), evaluation: z.string() }),
      result: nothing,
    },
    /** Asks where to save and writes it; false when the user cancelled. */
    "page/export": {
      params: z.object({ format: z.enum(["csv", "json"]), content: z.string() }),
      result: z.object({ saved: z.boolean() }),
    },
  },
  events: pageEvents,
} as const satisfies Contract;
export type OptimisePageContract = typeof optimisePageContract;
