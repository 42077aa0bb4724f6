import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { DataSource } from "./dataEntities.ts";
import { gridRequests } from "./gridRequests.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";

/** What a table shows of a file. */
export const GridLook = z.object({
  source: DataSource,
  /** By column, as one would write them. */
  filters: z.record(z.string(), z.string()),
  /** A SELECT over `data`. */
  query: z.string().nullable(),
  /** The row to go to, counted from 0. */
  row: z.number().int().min(0).optional(),
});
export type GridLook = z.infer<typeof GridLook>;

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
        /** What it shows at first; nothing leaves it as it was, or shows all of the source. */
        look: GridLook.optional(),
      }),
    },
    ...gridRequests,
    "page/copy": pageRequests["page/copy"],
    /** Shows a row of the file in the text editor; `column` counts from 0. */
    "page/openText": { params: gridRequests["grid/locate"].params, result: nothing },
  },
  events: {
    ...pageEvents,
    fileChanged: nothing,
    /** Something else wants it to show these rows. */
    look: GridLook,
  },
} as const satisfies Contract;
export type GridPageContract = typeof gridPageContract;
