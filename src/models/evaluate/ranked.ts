import { sortedOrder } from "../../statistics/metrics/ranked/sortedOrder.ts";
import { pick } from "./pick.ts";

/** What is true of rows and what was answered, yes being 1. */
export interface RankedRows {
  readonly labels: Uint8Array;
  readonly answers: Uint8Array;
  readonly scores: Float64Array | null;
}

/** The rows from the lowest score to the highest: what ranks them then finds them sorted, so that they are sorted once. */
export function ranked(rows: RankedRows): RankedRows & { readonly order: Uint32Array | null } {
  if (rows.scores === null) return { ...rows, order: null };
  const order = sortedOrder(rows.scores);
  return { ...pickRows(rows, order), order };
}

/** Some of the rows, in their order. */
export const pickRows = ({ labels, answers, scores }: RankedRows, rows: Uint32Array): RankedRows => ({
  labels: pick(labels, rows),
  answers: pick(answers, rows),
  scores: scores === null ? null : pick(scores, rows),
});
