import { describe, expect, it } from "vitest";
import type { DeclarationProblem } from "../../../src/protocol/checkEntities.ts";
import { evaluationFault } from "../../../src/protocol/evaluationFaults.ts";

const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } };
const problem = (path: string, severity: DeclarationProblem["severity"] = "error"): DeclarationProblem => ({
  path,
  severity,
  message: `about ${path}`,
  range,
});

describe("the fault of an evaluation in tidemark.yaml", () => {
  it("is of the evaluation of that whole name, not of one whose name begins the same", () => {
    const problems = [problem("evaluation:wear2/gates/0"), problem("evaluation:wear/gates/1")];
    expect(evaluationFault(problems, "wear")?.path).toBe("evaluation:wear/gates/1");
    expect(evaluationFault(problems, "we")).toBeUndefined();
  });

  it("is found for a name with a slash", () => {
    const problems = [problem("evaluation:wear"), problem("evaluation:wear~1tear/task")];
    expect(evaluationFault(problems, "wear/tear")?.path).toBe("evaluation:wear~1tear/task");
  });

  it("is the first of any evaluation where none is named: no warning, and nothing about data sets", () => {
    const problems = [problem("customers/columns/age"), problem("evaluation:a", "warning"), problem("evaluation:b")];
    expect(evaluationFault(problems, undefined)?.path).toBe("evaluation:b");
  });
});
