import * as z from "zod";
import { DeclarationFile, DeclaredAt } from "./checkEntities.ts";
import { type Contract, nothing } from "./contract.ts";
import { EvaluationQuestion, EvaluationResult } from "./evaluationEntities.ts";

/** What is asked about how right models are. */
export const evaluationRequests = {
  "evaluation/run": {
    params: EvaluationQuestion,
    result: EvaluationResult,
    progress: z.object({ step: z.string(), share: z.number().min(0).max(1) }),
  },
};

/** An evaluation of the workspace's configuration. */
export const DeclaredEvaluation = z.object({
  name: z.string(),
  place: DeclaredAt,
  /** Of each gate, in their order. */
  gatePlaces: z.array(DeclaredAt),
  /** The models are as they are written: paths from the workspace's folder, or addresses. */
  question: EvaluationQuestion,
});
export type DeclaredEvaluation = z.infer<typeof DeclaredEvaluation>;

/** Answered by the data process. */
export const declaredEvaluations = {
  "evaluation/declared": {
    params: nothing,
    result: DeclarationFile.extend({ evaluations: z.array(DeclaredEvaluation) }),
  },
};
export type DeclaredEvaluations = {
  readonly requests: typeof declaredEvaluations;
  readonly events: Record<never, never>;
};

export const evaluationContract = { requests: evaluationRequests, events: {} } satisfies Contract;
export type EvaluationContract = typeof evaluationContract;
