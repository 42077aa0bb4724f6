import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { datasetRequests } from "./datasetRequests.ts";
import { DriftQuestion, driftRequests } from "./driftRequests.ts";
import { GridLook } from "./gridPageContract.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";

/** The page of a comparison of data. */
export const driftPageContract = {
  requests: {
    /** The first thing the page says. The answer says what is compared. */
    "page/ready": { params: nothing, result: z.object({ question: DriftQuestion }) },
    "data/drift": driftRequests["data/drift"],
    "data/driftOverTime": driftRequests["data/driftOverTime"],
    "data/driftBySlice": driftRequests["data/driftBySlice"],
    /** Asks which data a side is; the page begins anew with the answer. */
    "page/chooseSide": { params: z.object({ side: z.enum(["reference", "current"]) }), result: nothing },
    /** Compares something else in this page, which begins anew. */
    "page/compare": { params: z.object({ question: DriftQuestion }), result: nothing },
    /** Opens a source of one file as a table. */
    "page/showRows": {
      params: GridLook,
      result: nothing,
    },
    "datasets/versions": datasetRequests["datasets/versions"],
    "datasets/version": datasetRequests["datasets/version"],
    "page/openRun": pageRequests["page/openRun"],
    "page/copy": pageRequests["page/copy"],
    /** Asks where to save and writes it; false when the user cancelled. */
    "page/export": {
      params: z.object({ format: z.enum(["markdown", "html", "csv", "json"]), content: z.string() }),
      result: z.object({ saved: z.boolean() }),
    },
  },
  events: pageEvents,
} as const satisfies Contract;

export type DriftPageContract = typeof driftPageContract;
