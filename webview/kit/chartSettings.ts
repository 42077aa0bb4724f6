import * as z from "zod";
import { xModes } from "./axis.ts";
import { smoothers } from "./smoothing.ts";

export const chartSizes = ["small", "medium", "large"] as const;

/** How all charts of a page are drawn. */
export const ChartSettings = z.object({
  mode: z.enum(xModes).catch("step"),
  log: z.boolean().catch(false),
  smoothing: z.number().min(0).max(0.999).catch(0),
  smoother: z.enum(smoothers).catch("ema"),
  /** The y axis leaves out the most extreme values. */
  robust: z.boolean().catch(false),
});
export type ChartSettings = z.infer<typeof ChartSettings>;

/** What a grid of charts remembers. A zoom is in the unit of the axis, so it is forgotten when the axis changes. */
export const ChartGridMemory = z.object({
  settings: ChartSettings.catch({ mode: "step", log: false, smoothing: 0, smoother: "ema", robust: false }),
  size: z.enum(chartSizes).catch("medium"),
  filter: z.string().catch(""),
  enlarged: z.string().nullable().catch(null),
  zooms: z.record(z.string(), z.object({ min: z.number(), max: z.number() })).catch({}),
  closedGroups: z.array(z.string()).catch([]),
});
export type ChartGridMemory = z.infer<typeof ChartGridMemory>;
