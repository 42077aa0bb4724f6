import { expect, it } from "vitest";
import { judgeGate } from "../../../../src/models/evaluate/gates.ts";
import { EvaluationGate, type EvaluationResult } from "../../../../src/protocol/evaluationEntities.ts";

const interval = (low: number, high: number) => ({ low, high, confidence: 0.95, method: "DeLong" });
const figures = [
  { name: "roc_auc", value: 0.82, interval: interval(0.78, 0.86), rows: 100 },
  { name: "log_loss", value: 0.5, interval: interval(0.4, 0.6), rows: 100 },
  { name: "calibration_error", value: 0.03, interval: null, intervalReason: "chance makes one", rows: 100 },
  { name: "mcc", value: null, reason: "no row is positive", interval: null, intervalReason: "so", rows: 100 },
];
const compared = (name: string, goal: "max" | "min", difference: number, low: number, high: number) => ({
  ...{ name, goal, difference, interval: interval(low, high), first: 0, second: difference, p: 0.5, adjustedP: 0.5 },
  ...{ test: "a test", rows: 100, outcome: "no difference shown" as const, needed: null, sentence: "" },
});
const comparisons = [compared("accuracy", "max", 0.01, -0.008, 0.028), compared("log_loss", "min", 0.02, -0.01, 0.05)];

const judged = (gate: unknown, found: { comparisons: EvaluationResult["comparisons"] } = { comparisons }) => {
  const { title, verdict, words } = judgeGate(EvaluationGate.parse(gate), { model: { figures }, ...found });
  return `${title}: ${verdict}. ${words}`;
};

it("a bound is held by the figure, or by an end of its interval", () => {
  expect(judged({ metric: "roc_auc", min: 0.8 })).toBe("roc_auc at least 0.8: passed. roc_auc is 0.82 (0.78 to 0.86).");
  expect(judged({ metric: "roc_auc", min: 0.8, by: "low" })).toBe(
    "roc_auc (low end) at least 0.8: failed. roc_auc is 0.82 (0.78 to 0.86).",
  );
  expect(judged({ metric: "log_loss", max: 0.5 })).toContain("passed");
  expect(judged({ metric: "log_loss", max: 0.59, by: "high" })).toContain("failed");
});

it("against a baseline the whole interval has to be above the margin, in the metric's direction", () => {
  expect(judged({ metric: "accuracy", against: "baseline" })).toContain("no worse than the baseline's: failed");
  expect(judged({ metric: "accuracy", against: "baseline", margin: 0.01 })).toBe(
    "accuracy no worse than the baseline's by more than 0.01: passed. accuracy differs from the baseline's by 0.01 (−0.008 to 0.028).",
  );
  expect(judged({ metric: "log_loss", against: "baseline", margin: 0.04 })).toContain("failed");
  expect(judged({ metric: "log_loss", against: "baseline", margin: 0.05 })).toContain("passed");
});

it("what can't be judged doesn't pass, and says why", () => {
  expect(judged({ metric: "rmse", max: 1 })).toContain("unknown. There is no rmse of this model; there are roc_auc,");
  expect(judged({ metric: "mcc", min: 0 })).toContain("unknown. mcc is undefined because no row is positive.");
  expect(judged({ metric: "calibration_error", max: 0.1, by: "high" })).toContain(
    "unknown. calibration_error has no interval",
  );
  expect(judged({ metric: "roc_auc" })).toContain("unknown. The gate has no bound");
  expect(judged({ metric: "f1", against: "baseline" })).toContain(
    "unknown. f1 isn't compared; accuracy, log_loss are.",
  );
  expect(judged({ metric: "f1", against: "baseline" }, { comparisons: null })).toContain(
    "unknown. There is no other model",
  );
});
