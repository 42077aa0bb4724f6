import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repeatedBlocks } from "../../../../webview/onnx/repeatedBlocks.ts";

describe("repeated blocks of a graph", () => {
  it("are found between what comes once", () => {
    const operators = ["Cast", ...Array.from({ length: 4 }, () => ["MatMul", "Add", "Relu"]).flat(), "Softmax"];
    expect(repeatedBlocks(operators)).toEqual([
      { start: 0, period: 1, times: 1 },
      { start: 1, period: 3, times: 4 },
      { start: 13, period: 1, times: 1 },
    ]);
  });

  it("come at least three times", () => {
    expect(repeatedBlocks(["A", "B", "A", "B"])).toHaveLength(4);
    expect(repeatedBlocks(["A", "B", "A", "B", "A", "B"])).toEqual([{ start: 0, period: 2, times: 3 }]);
  });

  it("are as short as they can be", () => {
    expect(repeatedBlocks(Array(12).fill("Relu"))).toEqual([{ start: 0, period: 1, times: 12 }]);
  });

  it("hold every node once, in order, and are the same each time", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("A", "B", "C"), { maxLength: 200 }), (operators) => {
        const again = repeatedBlocks(operators).flatMap(({ start, period, times }) =>
          Array.from({ length: times }, () => operators.slice(start, start + period)).flat(),
        );
        expect(again).toEqual(operators);
      }),
    );
  });
});
