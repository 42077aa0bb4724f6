import { describe, expect, it } from "vitest";
import { evaluationEntries } from "../../../../src/editor/evaluations/gateItems.ts";
import { EvaluationQuestion } from "../../../../src/protocol/evaluationEntities.ts";

const at = (line: number) => ({ start: { line, character: 2 }, end: { line, character: 9 } });
const file = "/work/tidemark.yaml";

const question = EvaluationQuestion.parse({
  path: "boosted.onnx",
  data: { of: { dataset: "machines" } },
  task: "binary",
  label: "failed",
  gates: [
    { metric: "roc_auc", min: 0.8, by: "low" },
    { metric: "accuracy", against: "baseline", margin: 0.01 },
  ],
});

describe("evaluations in the list of tests", () => {
  it("have their gates below them, each where it stands", () => {
    const [entry] = evaluationEntries({
      file,
      problems: [],
      evaluations: [
        {
          name: "failures",
          place: { file, range: at(3) },
          gatePlaces: [{ file, range: at(8) }],
          question,
        },
      ],
    });
    expect(entry?.gates).toEqual([
      { title: "roc_auc (low end) at least 0.8", place: { file, range: at(8) } },
      { title: "accuracy no worse than the baseline's by more than 0.01", place: { file, range: at(3) } },
    ]);
  });

  it("are there with their first problem when they are wrong, in the order of the file", () => {
    const problem = (path: string, line: number, severity: "error" | "warning" = "error") => ({
      message: `wrong in line ${line}`,
      severity,
      range: at(line),
      path,
    });
    const entries = evaluationEntries({
      file,
      problems: [
        problem("", 0),
        problem("machines", 1),
        problem("evaluation:wear~1tear", 2),
        problem("evaluation:wear~1tear/gates/0", 5),
        problem("evaluation:failures", 9, "warning"),
      ],
      evaluations: [{ name: "failures", place: { file, range: at(7) }, gatePlaces: [], question }],
    });
    expect(entries.map(({ name, asked }) => [name, "problem" in asked ? asked.problem : "asked"])).toEqual([
      ["wear/tear", "wrong in line 2"],
      ["failures", "asked"],
    ]);
  });
});
