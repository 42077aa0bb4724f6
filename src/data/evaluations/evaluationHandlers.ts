import type { Evaluation } from "../../config/config.ts";
import { evaluationId } from "../../config/read/readEvaluation.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import type { DeclaredEvaluations } from "../../protocol/evaluationRequests.ts";
import { declarationFile, declaredAt, readDeclarations } from "../checks/declarations.ts";
import type { DataContext } from "../process/dataContext.ts";

/** What the data process answers about evaluations: those that the workspace's configuration declares. */
export function evaluationHandlers({ workspace }: DataContext): Handlers<DeclaredEvaluations> {
  return {
    async "evaluation/declared"() {
      const declarations = await readDeclarations(workspace);
      return {
        ...declarationFile(declarations),
        evaluations: declarations.config.evaluations.map((evaluation) => ({
          name: evaluation.name,
          place: declaredAt(declarations, evaluationId(evaluation.name)),
          gatePlaces: evaluation.gates.map((_, at) => declaredAt(declarations, evaluationId(evaluation.name, at))),
          question: questionOf(evaluation),
        })),
      };
    },
  };
}

function questionOf({ name: _, model, dataset, part, where, ...rest }: Evaluation): EvaluationQuestion {
  const data = { of: { dataset, ...(part === undefined ? {} : { part }) }, ...(where === undefined ? {} : { where }) };
  return EvaluationQuestion.parse({ path: model, data, ...rest });
}
