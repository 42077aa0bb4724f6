import * as z from "zod";
import { ChartGridMemory } from "../kit/chartSettings.ts";

export const runTabs = [
  "metrics",
  "params",
  "artifacts",
  "models",
  "data",
  "traces",
  "code",
  "environment",
  "children",
] as const;
export type RunTab = (typeof runTabs)[number];

const Sort = z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null);

/** What the run page looks like again after a reload. The host reads `runIds` to know whose page it is. */
export const RunMemory = z.object({
  runIds: z.array(z.string()).catch([]),
  tab: z.enum(runTabs).catch("metrics"),
  charts: ChartGridMemory.catch(ChartGridMemory.parse({})),
  metricSort: Sort,
  paramSort: Sort,
  paramFilter: z.string().catch(""),
  tagFilter: z.string().catch(""),
  artifact: z.string().nullable().catch(null),
  /** The trace that is open, and the span of it that is chosen. */
  trace: z.string().nullable().catch(null),
  span: z.string().nullable().catch(null),
  openFolders: z.array(z.string()).catch([]),
  scroll: z.number().catch(0),
});
export type RunMemory = z.infer<typeof RunMemory>;
