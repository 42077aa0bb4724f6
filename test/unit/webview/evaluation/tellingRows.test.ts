import { describe, expect, it } from "vitest";
import { EvaluationQuestion } from "../../../../src/protocol/evaluationEntities.ts";
import { numberedFile } from "../../../../webview/evaluation/tellingRows.ts";

const result = (...files: string[]) => ({ data: { name: "machines", files, rows: 2, used: 2, leftOut: [] } });
const shown = (side: object) => ({
  name: "failures",
  isDeclared: true,
  question: EvaluationQuestion.parse({ path: "a.onnx", task: "binary", label: "failed", data: side }),
});

describe("the file to which the numbers of rows lead", () => {
  it("is the only one of all rows", () => {
    expect(numberedFile(result("machines.csv"), shown({ of: { dataset: "machines" } }))).toBe("machines.csv");
  });

  it.each([
    ["a part", { of: { dataset: "machines", part: "test" } }],
    ["a version", { of: { dataset: "machines", version: "3" } }],
    ["a condition", { of: { dataset: "machines" }, where: "site = 'a'" }],
    ["a window", { of: { dataset: "machines" }, window: { from: "2026-01-01" } }],
  ])("is none of %s, whose rows are numbered otherwise", (_, side) => {
    expect(numberedFile(result("machines.csv"), shown(side))).toBeUndefined();
  });

  it("is none of several files", () => {
    expect(numberedFile(result("a.csv", "b.csv"), shown({ of: { dataset: "machines" } }))).toBeUndefined();
  });
});
