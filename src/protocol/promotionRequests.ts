import * as z from "zod";
import { EvaluationGateOutcome, EvaluationResult } from "./evaluationEntities.ts";
import { evaluationRequests } from "./evaluationRequests.ts";

/** Milliseconds since 1970-01-01 UTC. */
const time = z.number().int();
const version = z.number().int();

/** An alias that was moved because a model held its gates. */
export const Promotion = z.object({
  alias: z.string(),
  /** Null when no version had the alias. */
  from: version.nullable(),
  to: version,
  time,
  /** Who asked for it, by the operating system; null where that is not known. */
  user: z.string().nullable(),
  /** The name of the evaluation. */
  evaluation: z.string(),
  /** SHA-256 of what the evaluation found. */
  resultHash: z.string(),
  /** SHA-256 of the model's file. */
  modelHash: z.string().nullable(),
  gates: z.array(EvaluationGateOutcome),
  undone: z.object({ time, user: z.string().nullable() }).nullable(),
});
export type Promotion = z.infer<typeof Promotion>;

export const promotionRequests = {
  /** Evaluates the version, and moves the alias to it if all gates pass; those against a champion that isn't there yet don't count. */
  "models/promote": {
    params: z.object({ name: z.string(), version, alias: z.string(), evaluation: z.string() }),
    /** Null where a gate doesn't pass: nothing has changed then. */
    result: z.object({ promotion: Promotion.nullable(), result: EvaluationResult }),
    progress: evaluationRequests["evaluation/run"].progress,
  },
  /** Gives the alias back to the version that had it before its last promotion. */
  "models/undoPromotion": {
    params: z.object({ name: z.string(), alias: z.string() }),
    result: z.object({ promotion: Promotion }),
  },
} as const;
