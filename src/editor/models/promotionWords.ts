import type { EvaluationGateOutcome } from "../../protocol/evaluationEntities.ts";
import { oneLine } from "../experiments/labels.ts";

/** Why an alias stays where it is: each gate that doesn't pass, with its figure. */
export function refusalWords(alias: string, gates: readonly EvaluationGateOutcome[]): string {
  const left = gates.filter(({ verdict }) => verdict !== "passed");
  const reasons = left.map(({ title, verdict, words }) => {
    const how = verdict === "failed" ? "fails" : "can't be judged";
    return `${oneLine(title)} ${how}: ${oneLine(words)}`;
  });
  const count = `${left.length} of ${gates.length} ${gates.length === 1 ? "gate does" : "gates do"} not pass`;
  return `@${alias} stays where it is: ${count}. ${reasons.join(" ")}`;
}

/** How many gates let an alias move; not the ones that had nothing to be compared with. */
export function passWords(gates: readonly EvaluationGateOutcome[]): string {
  const passed = gates.filter(({ verdict }) => verdict === "passed").length;
  const left = gates.length - passed;
  const words = passed > 1 ? `all ${passed} gates pass` : "its gate passes";
  return left === 0 ? words : `${words}, and ${left} had no champion to compare with`;
}
