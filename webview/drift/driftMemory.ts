import * as z from "zod";
import { DriftQuestion } from "../../src/protocol/driftRequests.ts";

/** What the page looks like again after a reload. The host reads `question` to know what it compares. */
export const DriftMemory = z.object({
  question: DriftQuestion.nullable().catch(null),
  onlyChanged: z.boolean().catch(false),
  filter: z.string().catch(""),
  scroll: z.number().catch(0),
});
export type DriftMemory = z.infer<typeof DriftMemory>;
