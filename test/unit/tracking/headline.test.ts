import { describe, expect, it } from "vitest";
import { chooseHeadline } from "../../../src/tracking/headline.ts";

const choose = (...keys: string[]) => chooseHeadline(keys.map((key) => ({ key, runs: 1 })));

describe("the metric shown beside a run's name", () => {
  it("is rather measured on unseen data than on training data", () => {
    expect(choose("train_accuracy", "val_accuracy")).toBe("val_accuracy");
    expect(choose("training_loss", "loss", "val_loss")).toBe("val_loss");
  });

  it("is rather a quality than a loss, and rather a loss than a counter", () => {
    expect(choose("val_loss", "val_accuracy", "epoch")).toBe("val_accuracy");
    expect(choose("epoch", "lr", "loss", "system/cpu_utilization_percentage")).toBe("loss");
  });

  it("is one that most runs have", () => {
    const keys = [
      { key: "test_accuracy", runs: 1 },
      { key: "val_loss", runs: 10 },
    ];
    expect(chooseHeadline(keys)).toBe("val_loss");
  });

  it("does not depend on the order of keys, and is missing without any", () => {
    expect(choose("b_custom", "a_custom")).toBe(choose("a_custom", "b_custom"));
    expect(choose()).toBeUndefined();
  });
});
