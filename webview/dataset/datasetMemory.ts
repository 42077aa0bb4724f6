import * as z from "zod";
import { CheckSeverity } from "../../src/protocol/checkEntities.ts";

const Sort = z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null);

/** What the page looks like again after a reload. The host reads `dataset` to know which it shows. */
export const DatasetMemory = z.object({
  dataset: z.string().catch(""),
  /** The number of the version that is shown; null for the latest. */
  version: z.number().int().nullable().catch(null),
  /** The check whose rows are shown. */
  check: z.string().nullable().catch(null),
  /** Whether checks that passed are shown. */
  all: z.boolean().catch(false),
  /** Of which severity checks are shown; null for all. */
  severity: CheckSeverity.nullable().catch(null),
  columnFilter: z.string().catch(""),
  sort: Sort,
  scroll: z.number().catch(0),
});
export type DatasetMemory = z.infer<typeof DatasetMemory>;
