import * as z from "zod";
import { DataSource } from "../../src/protocol/dataEntities.ts";
import { ColumnSort } from "../../src/protocol/gridEntities.ts";
import type { GridLook } from "../../src/protocol/gridPageContract.ts";

/** What a table looks like again after a reload. */
export const GridMemory = z.object({
  /** Where something else opened it: how its file is read. */
  source: DataSource.nullable().catch(null),
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

/** What is remembered of rows that something else wants shown. */
export const memoryOf = (look: GridLook): Partial<GridMemory> => ({
  source: look.source,
  filters: look.filters,
  query: look.query,
  draft: look.query,
  sort: [],
});
