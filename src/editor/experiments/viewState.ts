import * as z from "zod";
import { RunSort } from "../../protocol/engineContract.ts";

/** What the user chose in the Experiments view; kept for the workspace. */
export const ViewState = z.object({
  filter: z.string().catch(""),
  sort: RunSort.catch({ by: "start", descending: true }),
  grouped: z.boolean().catch(false),
  /** Starred runs in their place, before the others, or alone. */
  starred: z.enum(["inOrder", "first", "only"]).catch("first"),
  lifecycle: z.enum(["active", "deleted"]).catch("active"),
});
export type ViewState = z.infer<typeof ViewState>;

/** Whatever was kept, understood as far as possible. */
export const readViewState = (kept: unknown): ViewState =>
  ViewState.parse(typeof kept === "object" && kept !== null ? kept : {});

/** The line above the list that says what is not shown and in which order the rest is; nothing when all is as usual. */
export function viewMessage(state: ViewState): string | undefined {
  const { filter, lifecycle, sort, starred } = state;
  const parts = [];
  if (lifecycle === "deleted") parts.push("Deleted experiments and runs");
  if (starred === "only") parts.push("Starred runs only");
  if (filter !== "") parts.push(`Filter: ${filter}`);
  if (sort.by !== "start" || !sort.descending)
    parts.push(`Sorted by ${sortWord(sort.by)} ${sort.descending ? "↓" : "↑"}`);
  return parts.length === 0 ? undefined : parts.join(" · ");
}

/** A sort key for people. */
export const sortWord = (by: RunSort["by"]): string => by.replace(/^(metric|param):/, "");
