import * as z from "zod";
import { driftSteps } from "../../src/protocol/driftPartEntities.ts";
import { DriftQuestion } from "../../src/protocol/driftRequests.ts";

/** How the rows are cut; a time without a column is the data set's own. */
const Cut = z.object({
  kind: z.enum(["whole", "time", "slice"]),
  column: z.string(),
  every: z.enum(driftSteps),
});
export type Cut = z.infer<typeof Cut>;

/** What the page looks like again after a reload. The host reads `question` to know what it compares. */
export const DriftMemory = z.object({
  question: DriftQuestion.nullable().catch(null),
  onlyChanged: z.boolean().catch(false),
  filter: z.string().catch(""),
  cut: Cut.catch({ kind: "whole", column: "", every: "week" }),
  historyFilter: z.string().catch(""),
  scroll: z.number().catch(0),
});
export type DriftMemory = z.infer<typeof DriftMemory>;
