import type { EvaluationQuestion, EvaluationResult } from "../../protocol/evaluationEntities.ts";

/** What the shell learns. */
export const evaluationExit = { fine: 0, gateFails: 1, couldNotTell: 2 } as const;

/** An evaluation that ran, or why it could not. */
export type Judged = { readonly name: string; readonly question: EvaluationQuestion } & (
  | { readonly result: EvaluationResult }
  | { readonly error: string }
);
