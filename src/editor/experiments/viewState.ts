import { z } from "zod";
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

/** The line above the list that says what is not shown, or nothing. */
export function viewMessage(state: ViewState): string | undefined {
  const parts = [];
  if (state.lifecycle === "deleted") parts.push("Deleted experiments and runs");
  if (state.starred === "only") parts.push("Starred runs only");
  if (state.filter !== "") parts.push(`Filter: ${state.filter}`);
  return parts.length === 0 ? undefined : parts.join(" · ");
}

/** Beside the view's title: the order, unless it is the usual one. */
export function viewDescription({ sort }: ViewState): string | undefined {
  if (sort.by === "start" && sort.descending) return undefined;
  return `by ${sortWord(sort.by)} ${sort.descending ? "↓" : "↑"}`;
}

/** A sort key for people. */
export const sortWord = (by: RunSort["by"]): string => by.replace(/^(metric|param):/, "");
