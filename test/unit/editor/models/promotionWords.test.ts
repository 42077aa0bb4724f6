import { expect, it } from "vitest";
import { passWords, refusalWords } from "../../../../src/editor/models/promotionWords.ts";
import type { EvaluationGateOutcome } from "../../../../src/protocol/evaluationEntities.ts";

const gate = (verdict: EvaluationGateOutcome["verdict"], title: string, words: string): EvaluationGateOutcome => ({
  gate: { metric: "roc_auc", min: 0.8, by: "value" },
  title,
  verdict,
  words,
});

it("a refused promotion names the gates that don't pass with their figures, and no others", () => {
  expect(
    refusalWords("champion", [
      gate("failed", "roc_auc at least 0.8", "roc_auc is 0.67 (0.62 to 0.71)."),
      gate("passed", "accuracy at least 0.5", "accuracy is 0.7."),
      gate("unknown", "mcc at least 0.1", "mcc is undefined because there is one class only."),
    ]),
  ).toBe(
    "@champion stays where it is: 2 of 3 gates do not pass. roc_auc at least 0.8 fails: roc_auc is 0.67 (0.62 to 0.71). mcc at least 0.1 can't be judged: mcc is undefined because there is one class only.",
  );
  expect(refusalWords("champion", [gate("failed", "a", "b.")])).toContain("1 of 1 gate does not pass.");
});

it("a promotion says how many gates pass, and which of the first one had nobody to be compared with", () => {
  const passed = gate("passed", "a", "b.");
  expect(passWords([passed])).toBe("its gate passes");
  expect(passWords([passed, passed])).toBe("all 2 gates pass");
  expect(passWords([passed, gate("unknown", "c", "d.")])).toBe(
    "its gate passes, and 1 had no champion to compare with",
  );
});
