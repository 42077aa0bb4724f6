import * as z from "zod";
import { ColumnSort } from "../../src/protocol/gridEntities.ts";

/** What a table looks like again after a reload. */
export const GridMemory = z.object({
  /** By column, as they were written. */
  filters: z.record(z.string(), z.string()).catch({}),
  sort: z.array(ColumnSort).catch([]),
  /** By column, in pixels. */
  widths: z.record(z.string(), z.number()).catch({}),
  query: z.string().nullable().catch(null),
  /** What stands in the query's box; null while it is closed. */
  draft: z.string().nullable().catch(null),
  position: z.number().catch(0),
  scroll: z.number().catch(0),
});
export type GridMemory = z.infer<typeof GridMemory>;
