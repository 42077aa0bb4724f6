import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { DataSource } from "./dataEntities.ts";
import { gridRequests } from "./gridRequests.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";

/** The page that shows a data file's rows. */
export const gridPageContract = {
  requests: {
    /** The first thing a page says. The answer says what it shows, and whether its rows stand in a text. */
    "page/ready": {
      params: nothing,
      result: z.object({
        source: DataSource,
        name: z.string(),
        isText: z.boolean(),
        /** What is written into its columns' filters at first; nothing leaves them as they were. */
        filters: z.record(z.string(), z.string()).optional(),
      }),
    },
    ...gridRequests,
    "page/copy": pageRequests["page/copy"],
    /** Shows a row of the file in the text editor; `column` counts from 0. */
    "page/openText": { params: z.object({ row: z.number().int(), column: z.number().int() }), result: nothing },
  },
  events: { ...pageEvents, fileChanged: nothing },
} as const satisfies Contract;
export type GridPageContract = typeof gridPageContract;
