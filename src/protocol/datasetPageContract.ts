import * as z from "zod";
import { TextRange } from "./checkEntities.ts";
import { checkRequests } from "./checkRequests.ts";
import { type Contract, nothing } from "./contract.ts";
import { datasetRequests } from "./datasetRequests.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";
import { watchRequests } from "./watchRequests.ts";

const version = z.object({ version: z.number().int() });

/** The page of a data set: its checks, the rows that fail them, its versions and the runs that used them. */
export const datasetPageContract = {
  requests: {
    /** The first thing a page says. The answer says which data set it shows, and which version and check were asked for. */
    "page/ready": {
      params: nothing,
      result: z.object({
        dataset: z.string(),
        version: z.number().int().nullable(),
        check: z.string().nullable(),
      }),
    },
    "datasets/versions": datasetRequests["datasets/versions"],
    "datasets/version": datasetRequests["datasets/version"],
    "datasets/history": datasetRequests["datasets/history"],
    "data/check": checkRequests["data/check"],
    "data/failingRows": checkRequests["data/failingRows"],
    "watch/state": watchRequests["watch/state"],
    "page/copy": pageRequests["page/copy"],
    "page/openRun": pageRequests["page/openRun"],
    /** Shows a place of a file, as text where it has a range, and otherwise its row of the table. */
    "page/openFile": {
      params: z.object({
        path: z.string(),
        range: TextRange.nullable(),
        /** Counts from 1. */
        record: z.number().int().min(1).nullable().default(null),
      }),
      result: nothing,
    },
    /** Draws a contract from the data set's first file. */
    "page/infer": { params: nothing, result: nothing },
    /** Shows the copy of a version as a table. */
    "page/openTable": { params: version, result: nothing },
    /** Compares a version with what the data set holds now. */
    "page/compare": { params: version, result: nothing },
    "page/openDeclaration": { params: nothing, result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;
export type DatasetPageContract = typeof datasetPageContract;
