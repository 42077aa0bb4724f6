import * as z from "zod";
import { RunsColumn, RunsSort } from "./runsTableRequests.ts";

/** What a table of runs shows, under a name. */
export const RunsView = z.object({
  name: z.string().min(1),
  filter: z.string().default(""),
  /** Null for the usual ones. */
  columns: z.array(RunsColumn).nullable().default(null),
  sort: z.array(RunsSort).default([]),
  groupBy: z.array(z.discriminatedUnion("of", [RunsColumn.options[1], RunsColumn.options[2]])).default([]),
  onlyChanged: z.boolean().default(false),
});
export type RunsView = z.infer<typeof RunsView>;

/** The file of the workspace's views, which may be committed. */
export const RunsViewsFile = z.object({ views: z.array(RunsView) });

/** With another view in the place of the one of that name, or at the end; sorted by name for the sake of diffs. */
export const withView = (views: readonly RunsView[], view: RunsView): RunsView[] =>
  [...views.filter(({ name }) => name !== view.name), view].sort((a, b) => a.name.localeCompare(b.name, "en"));
