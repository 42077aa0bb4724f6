import * as z from "zod";
import { RunsColumn } from "../../../src/protocol/runsTableRequests.ts";

/** What the charts of runs show. Null stands for what nobody has chosen yet. */
export const ChartSettings = z.object({
  /** What is wanted of runs. */
  metric: RunsColumn.options[0].nullable().catch(null),
  /** Which direction is better, where that is not known otherwise. */
  goal: z.enum(["min", "max"]).nullable().catch(null),
  x: RunsColumn.nullable().catch(null),
  /** `runs` counts them. */
  y: z
    .union([RunsColumn, z.literal("runs")])
    .nullable()
    .catch(null),
  color: RunsColumn.nullable().catch(null),
  /** Means of the colour's number over fields of x and y, instead of points. */
  isHeat: z.boolean().catch(false),
  axes: z.array(RunsColumn).nullable().catch(null),
});
export type ChartSettings = z.infer<typeof ChartSettings>;

export const usualCharts: ChartSettings = {
  metric: null,
  goal: null,
  x: null,
  y: null,
  color: null,
  isHeat: false,
  axes: null,
};
