import { expect, it } from "vitest";
import { curvePicture } from "../../../../src/editor/links/curvePicture.ts";
import { triedLines, triedWords } from "../../../../src/editor/links/triedWords.ts";
import type { TriedParameter } from "../../../../src/protocol/codeLinkRequests.ts";

const tried: TriedParameter = {
  key: "lr",
  experiment: { id: "1", name: "digits" },
  runs: 9,
  distinct: 20,
  metric: { key: "loss", goal: "min" },
  values: [
    { value: "0.001", runs: 5, best: 0.25 },
    { value: "0.1", runs: 1, best: 0.5 },
    { value: "auto", runs: 3, best: null },
  ],
};

it("a parameter is told by its number of values, what its own came to, and the best", () => {
  expect(triedWords(tried, "1e-1")).toBe("20 values in 9 runs · 1e-1: 0.5 · best loss: 0.25 at 0.001");
  expect(triedWords(tried, "0.001")).toBe("20 values in 9 runs · best loss: 0.25 at 0.001");
  expect(triedWords(tried, null)).toBe("20 values in 9 runs · best loss: 0.25 at 0.001");
  expect(triedWords({ ...tried, metric: null }, "0.1")).toBe("20 values in 9 runs");
  expect(triedWords({ ...tried, distinct: 1, runs: 1, values: [] }, "0.1")).toBe("1 value in 1 run");
});

it("a long number of a random search has four digits, a long text its beginning", () => {
  const best = (value: string) =>
    triedWords({ ...tried, values: [{ value, runs: 1, best: 0.5 }] }, null).split(" at ")[1];
  expect(best("0.0036626302862042518")).toBe("0.003663");
  expect(best("x".repeat(50))).toBe(`${"x".repeat(39)}…`);
});

it("its values are listed, and how many more there are", () => {
  expect(triedLines(tried)).toEqual([
    "lr in digits: 20 values in 9 runs",
    "0.001: 5 runs, best loss 0.25",
    "0.1: 1 run, best loss 0.5",
    "auto: 3 runs, no loss",
    "and 17 more",
  ]);
});

it("a curve is a picture of its finite points, from two on", () => {
  const picture = curvePicture({ steps: [0, 5, 10], values: [1, "NaN", 0] }, "#123456") ?? "";
  const [head, body = ""] = picture.split(",");
  expect(head).toBe("data:image/svg+xml;base64");
  expect(Buffer.from(body, "base64").toString()).toContain(
    'stroke="#123456" stroke-width="1.5" points="6.0,6.0 254.0,84.0"',
  );
  expect(curvePicture({ steps: [0, 1], values: [1, "NaN"] }, "red")).toBeNull();
});
