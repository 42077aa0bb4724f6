import { expect, it } from "vitest";
import type { MadeModel } from "../../../../src/protocol/optimiseEntities.ts";
import { optimiseCsv } from "../../../../webview/optimise/optimiseCsv.ts";

const made: MadeModel = {
  how: "int8",
  path: "models/a, b.int8.onnx",
  bytes: 30,
  originalBytes: 100,
  tool: "onnxruntime 1",
  ratios: [
    { batch: 1, median: 0.5, originalMedian: 1, ratio: { ratio: 0.5, interval: null } },
    { batch: 64, reason: "It has no free batch." },
  ],
  evaluation: null,
  unjudged: "No evaluation.",
};

it("a made model that nothing judges is a line without a metric, and what was not measured is empty", () => {
  const [titles, line, ...rest] = optimiseCsv([made]).split("\r\n");
  expect(titles?.split(",")).toHaveLength(4 + 10 + 7);
  expect(line).toBe('int8,"models/a, b.int8.onnx",30,100,0.5,1,0.5,,,,,,,,,,,,,,');
  expect(rest).toEqual([""]);
});
