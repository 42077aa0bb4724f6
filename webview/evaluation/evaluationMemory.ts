import * as z from "zod";
import { ShownEvaluation } from "../../src/protocol/evaluationPageContract.ts";

/** What the page looks like again after a reload. The host reads `shown` to know what it evaluates. */
export const EvaluationMemory = z.object({
  shown: ShownEvaluation.nullable().catch(null),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  sliceSort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  scroll: z.number().catch(0),
});
export type EvaluationMemory = z.infer<typeof EvaluationMemory>;
