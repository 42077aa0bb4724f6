import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationGateOutcome, EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { gateTitle } from "../../protocol/evaluationGateTitle.ts";

/** What decides about a version, and which gates can't. */
export interface Decision {
  readonly question: EvaluationQuestion;
  /** Gates that nothing holds: outcomes without a verdict. */
  readonly leftOut: readonly EvaluationGateOutcome[];
}

/**
 * The first version to get an alias has nobody to be compared with: where the baseline is the version with that alias, the
 * other gates decide.
 * @throws TidemarkError `invalidParameter` where none is left
 */
export function withoutChampion(question: EvaluationQuestion, name: string, alias: string): Decision {
  const { baseline, gates, ...rest } = question;
  if (baseline !== `models:/${name}@${alias}`) return { question, leftOut: [] };
  const [against, bounds] = [gates.filter((gate) => "against" in gate), gates.filter((gate) => !("against" in gate))];
  if (bounds.length === 0) {
    throw invalidParameter(
      `Every gate compares with @${alias} of ${name}, which no version has yet. Give the evaluation a bound, such as ` +
        "{accuracy: {min: 0.8}}, or the first version its alias by hand (Set alias).",
    );
  }
  const words = `not judged: there was no @${alias} to compare with`;
  return {
    question: { ...rest, gates: bounds },
    leftOut: against.map((gate) => ({ gate, title: gateTitle(gate), verdict: "unknown", words })),
  };
}
