import { describe, expect, it } from "vitest";
import { withoutChampion } from "../../../../src/engine/models/firstPromotion.ts";
import { EvaluationQuestion } from "../../../../src/protocol/evaluationEntities.ts";

const bound = { metric: "roc_auc", min: 0.8, by: "value" } as const;
const against = { metric: "accuracy", against: "baseline", margin: 0 } as const;
const question = (baseline: string, gates: EvaluationQuestion["gates"]): EvaluationQuestion =>
  EvaluationQuestion.parse({
    path: "model.onnx",
    data: { of: { dataset: "machines" } },
    task: "binary",
    label: "failed",
    baseline,
    gates,
  });

describe("the first version that gets an alias", () => {
  it("is judged by its bounds, since there is nobody to compare it with", () => {
    const asked = question("models:/failures@champion", [bound, against]);
    const decision = withoutChampion(asked, "failures", "champion");
    expect(decision.question).toEqual({ ...question("any", []), baseline: undefined, gates: [bound] });
    expect(decision.leftOut).toEqual([
      {
        gate: against,
        title: "accuracy no worse than the baseline's",
        verdict: "unknown",
        words: "not judged: there was no @champion to compare with",
      },
    ]);
  });

  it("is compared with any other baseline all the same", () => {
    for (const baseline of ["linear.onnx", "models:/failures@fallback", "models:/others@champion"]) {
      const asked = question(baseline, [bound, against]);
      expect(withoutChampion(asked, "failures", "champion")).toEqual({ question: asked, leftOut: [] });
    }
  });

  it("needs a bound", () => {
    expect(() => withoutChampion(question("models:/failures@champion", [against]), "failures", "champion")).toThrow(
      "Every gate compares with @champion of failures, which no version has yet. Give the evaluation a bound",
    );
  });
});
