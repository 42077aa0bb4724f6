import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { EvaluationQuestion } from "./evaluationEntities.ts";
import { evaluationRequests } from "./evaluationRequests.ts";
import { pageEvents } from "./pageContract.ts";

/** What a page evaluates: a name of the configuration, or a question of its own. */
export const ShownEvaluation = z.object({ name: z.string(), question: EvaluationQuestion, isDeclared: z.boolean() });
export type ShownEvaluation = z.infer<typeof ShownEvaluation>;

/** The page that shows what a model is worth on some rows. */
export const evaluationPageContract = {
  requests: {
    /** The first thing a page says, and what it asks before it evaluates anew: what is declared may have changed. */
    "page/ready": { params: nothing, result: ShownEvaluation },
    ...evaluationRequests,
    /** Shows where the evaluation, or one of its gates, is declared. */
    "page/showDeclaration": { params: z.object({ gate: z.number().int().optional() }), result: nothing },
    /** Shows a row, counted from 1, in the table of its file: absolute, or from the workspace's folder. */
    "page/showRow": { params: z.object({ row: z.number().int().min(1), file: z.string().min(1) }), result: nothing },
    /** The declaration of this question, for tidemark.yaml. */
    "page/copyDeclaration": { params: nothing, result: nothing },
    /** Saves the predictions and shows those rows of them that have a label and an answer. */
    "page/showPredictions": { params: z.object({ label: z.string(), answer: z.string() }), result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;
export type EvaluationPageContract = typeof evaluationPageContract;
