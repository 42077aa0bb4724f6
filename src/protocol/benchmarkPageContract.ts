import * as z from "zod";
import { keptBenchmarkRequests } from "./benchmarkRequests.ts";
import { type Contract, nothing } from "./contract.ts";
import { pageEvents } from "./pageContract.ts";

/** The page that shows how fast a model is. */
export const benchmarkPageContract = {
  requests: {
    /** The first thing a page says. The answer says which file it is about: its absolute path and its name. */
    "page/ready": { params: nothing, result: z.object({ path: z.string(), name: z.string() }) },
    ...keptBenchmarkRequests,
    /** Asks which other model to measure; null when none was chosen. */
    "page/chooseModel": { params: nothing, result: z.object({ path: z.string().nullable() }) },
    /** Shows what is in a model's file. */
    "page/openModel": { params: z.object({ path: z.string() }), result: nothing },
    /** Asks where to save and writes it; false when the user cancelled. */
    "page/export": {
      params: z.object({ format: z.enum(["csv", "json"]), content: z.string() }),
      result: z.object({ saved: z.boolean() }),
    },
  },
  events: pageEvents,
} as const satisfies Contract;
export type BenchmarkPageContract = typeof benchmarkPageContract;
