import * as z from "zod";
import { RunsColumn, RunsSort } from "../../src/protocol/runsTableRequests.ts";
import { ChartSettings, usualCharts } from "./charts/chartSettings.ts";

/** What the table looks like again after a reload. The host reads `experiment` to know whose runs it shows. */
export const RunsMemory = z.object({
  experiment: z.object({ id: z.string(), name: z.string() }).nullable().catch(null),
  filter: z.string().catch(""),
  /** Null before the user has chosen any. */
  columns: z.array(RunsColumn).nullable().catch(null),
  sort: z.array(RunsSort).catch([]),
  /** What runs are put together by; empty for a line a run. */
  groupBy: z.array(z.discriminatedUnion("of", [RunsColumn.options[1], RunsColumn.options[2]])).catch([]),
  groupSort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  /** By column, in pixels. */
  widths: z.record(z.string(), z.number()).catch({}),
  /** Leaves out parameters that are the same in all runs. */
  onlyChanged: z.boolean().catch(false),
  /** Charts of all runs that are shown, instead of the table. */
  isCharted: z.boolean().catch(false),
  charts: ChartSettings.catch(usualCharts),
  isChoosing: z.boolean().catch(false),
  scroll: z.number().catch(0),
});
export type RunsMemory = z.infer<typeof RunsMemory>;
