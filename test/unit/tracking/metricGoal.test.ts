import { describe, expect, it } from "vitest";
import { goalsWith, guessGoal } from "../../../src/tracking/metricGoal.ts";

describe("the direction in which a metric is better", () => {
  it.each([
    "loss",
    "val_loss",
    "trainLoss",
    "training_log_loss",
    "test/rmse",
    "mean_squared_error",
    "WER",
    "brier_score_loss",
  ])("is down for %s", (key) => expect(guessGoal(key)).toBe("min"));

  it.each([
    "accuracy",
    "val_acc",
    "training_accuracy_score",
    "roc_auc",
    "f1_macro",
    "R2",
    "mAP@50",
    "images_per_second",
  ])("is up for %s", (key) => expect(guessGoal(key)).toBe("max"));

  it.each(["epoch", "lr", "learning_rate", "grad_norm", "system/cpu_utilization_percentage", "foo", ""])(
    "is not known for %j",
    (key) => expect(guessGoal(key)).toBeNull(),
  );

  it("turns round for negated scores", () => {
    expect(guessGoal("neg_mean_squared_error")).toBe("max");
    expect(guessGoal("neg_log_likelihood")).toBe("min");
  });

  it("is what the user says, when the user says something", () => {
    const goalOf = goalsWith([{ key: "loss", goal: "max" }]);
    expect(goalOf("loss")).toBe("max");
    expect(goalOf("val_loss")).toBe("min");
  });
});
