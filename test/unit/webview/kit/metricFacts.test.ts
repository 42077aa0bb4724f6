import { describe, expect, it } from "vitest";
import { bestPoint, nextGoal, tellingMetrics } from "../../../../webview/kit/metricFacts.ts";
import { logged } from "../compare/comparison.ts";

describe("the best point", () => {
  it("is the largest, the smallest, or unknown", () => {
    expect(bestPoint(logged("acc", "max", [1, 3, 2]))?.step).toBe(1);
    expect(bestPoint(logged("loss", "min", [2, 3, 1]))?.step).toBe(2);
    expect(bestPoint(logged("lr", null, [1, 2]))).toBeNull();
    expect(bestPoint(logged("acc", "max", ["NaN"]))).toBeNull();
  });
});

describe("a metric's goal", () => {
  it("turns from higher to lower to unknown", () => {
    expect([nextGoal(null), nextGoal("max"), nextGoal("min")]).toEqual(["max", "min", null]);
  });
});

describe("the telling metrics", () => {
  it("are quality on held-out data first, figures of the machine last", () => {
    const keys = ["system/gpu", "lr", "train/loss", "grad_norm", "val/loss"];
    const metrics = keys.map((key) => logged(key, key.endsWith("loss") ? "min" : null, [1]));
    expect(tellingMetrics(metrics, 5).map(({ key }) => key)).toEqual([
      "val/loss",
      "train/loss",
      "grad_norm",
      "system/gpu",
      "lr",
    ]);
    expect(tellingMetrics(metrics, 1)).toHaveLength(1);
  });
});
