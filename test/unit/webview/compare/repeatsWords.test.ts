import { expect, it } from "vitest";
import type { RepeatsVerdict } from "../../../../src/protocol/repeatsRequests.ts";
import { groupName, meanWords, verdictWords } from "../../../../webview/compare/repeatsWords.ts";

const interval = (low: number, high: number) => ({ low, high, confidence: 0.95, method: "Welch's t" });
const verdict: RepeatsVerdict = {
  difference: 0.0056,
  interval: interval(0.0028, 0.0084),
  relative: { share: 0.0058, interval: interval(0.0028, 0.0088) },
  p: 0.004,
  adjustedP: 0.008,
  outcome: "better",
};

it("a group is called by what tells it from others", () => {
  expect(groupName({ runIds: ["a"], params: [] })).toBe("all runs");
  const params = [
    { key: "lr", value: "0.1" },
    { key: "depth", value: null },
  ];
  expect(groupName({ runIds: ["a"], params })).toBe("lr 0.1, depth not set");
});

it("a mean stands with half of its interval", () => {
  expect(meanWords({ n: 5, mean: 0.97212, interval: interval(0.97, 0.9742) })).toBe("0.9721 ± 0.0021");
  expect(meanWords({ n: 1, mean: 0.97212, interval: null })).toBe("0.9721");
});

it("a verdict tells the relative change, and names a winner only where the runs can tell", () => {
  expect(verdictWords(verdict)).toBe("better by 0.58 % ± 0.3 %");
  expect(verdictWords({ ...verdict, difference: -0.0056, relative: null, outcome: "worse" })).toBe(
    "worse by 0.0056 ± 0.0028",
  );
  expect(verdictWords({ ...verdict, outcome: "no difference shown" })).toBe("no difference shown (+0.58 % ± 0.3 %)");
  expect(verdictWords({ ...verdict, interval: null, intervalReason: "one repeat", outcome: "can't tell" })).toBe(
    "can't tell: one repeat",
  );
});
