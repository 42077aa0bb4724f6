import * as z from "zod";
import { ChartGridMemory } from "../kit/chartSettings.ts";

export const statistics = ["best", "last", "min", "max"] as const;
export type Statistic = (typeof statistics)[number];

export const layouts = ["auto", "columns", "rows"] as const;
export type Layout = (typeof layouts)[number];

/** What the comparison looks like again after a reload. The host reads `runIds` to know which runs it shows. */
export const CompareMemory = z.object({
  runIds: z.array(z.string()).catch([]),
  showAll: z.boolean().catch(false),
  /** Words that what is compared must have in its name. */
  filter: z.string().catch(""),
  /** Show every column, however many. */
  allColumns: z.boolean().catch(false),
  layout: z.enum(layouts).catch("auto"),
  statistic: z.enum(statistics).catch("best"),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  /** Parameters that only repeat a training; told by their names when null. */
  repeating: z.array(z.string()).nullable().catch(null),
  /** A run of the group that the others are held against. */
  baseline: z.string().nullable().catch(null),
  concealed: z.array(z.string()).catch([]),
  /** A run keeps its colour when others come and go. */
  slots: z.record(z.string(), z.number()).catch({}),
  left: z.string().nullable().catch(null),
  right: z.string().nullable().catch(null),
  charts: ChartGridMemory.catch(ChartGridMemory.parse({})),
  scroll: z.number().catch(0),
});
export type CompareMemory = z.infer<typeof CompareMemory>;
