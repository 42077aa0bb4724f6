import * as z from "zod";
import { TextRange } from "./checkEntities.ts";
import { DataSource } from "./dataEntities.ts";
import { GridHead, GridRow, GridView } from "./gridEntities.ts";

const count = z.number().int().min(0);

/** What a table of a data file's rows asks. */
export const gridRequests = {
  /** Answers with the first rows at once, and begins to prepare the others. */
  "grid/open": { params: GridView, result: GridHead },
  /** Waits until the rows are prepared. With `limit` 0 it only counts. */
  "grid/rows": {
    params: GridView.extend({ offset: count, limit: count.max(2000) }),
    result: z.object({ rows: z.array(GridRow), total: count, stamp: z.string() }),
  },
  /**
   * Where a value of a delimited file, JSON or JSON Lines stands in its text, rows and columns counted from 0; the whole row where
   * JSON lacks the column's key; null when the file has no such row.
   */
  "grid/locate": {
    params: z.object({ source: DataSource, row: count, column: count, name: z.string() }),
    result: z.object({ file: z.string(), range: TextRange.nullable() }),
  },
  /** A value that was cut, whole: at most a megabyte of it. */
  "grid/value": {
    params: GridView.extend({ position: count, column: z.string() }),
    result: z.object({ value: z.string().nullable() }),
  },
};
