import { describe, expect, it } from "vitest";
import { matches, metricGroups } from "../../../../webview/kit/metricGroups.ts";

describe("groups of metrics", () => {
  it("share a prefix, those without one first, in the order people count", () => {
    expect(metricGroups(["val/loss", "train/layer/10", "train/layer/2", "lr", "val/acc"], "")).toEqual([
      { name: "", metrics: ["lr"] },
      { name: "train/layer", metrics: ["train/layer/2", "train/layer/10"] },
      { name: "val", metrics: ["val/acc", "val/loss"] },
    ]);
  });

  it("keep what has every word of the filter", () => {
    expect(metricGroups(["val/loss", "val/acc", "train/loss"], "LOSS val")).toEqual([
      { name: "val", metrics: ["val/loss"] },
    ]);
  });
});

describe("a filter", () => {
  it("lets everything through while it is blank", () => {
    expect([matches("x", ""), matches("x", "  ")]).toEqual([true, true]);
  });
});
