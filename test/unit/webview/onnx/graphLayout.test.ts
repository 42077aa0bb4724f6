import { describe, expect, it } from "vitest";
import type { OnnxGraphNode } from "../../../../src/protocol/onnxEntities.ts";
import { boxWidth, graphLayout } from "../../../../webview/onnx/graphLayout.ts";
import type { Block } from "../../../../webview/onnx/repeatedBlocks.ts";

const node = (operator: string, inputs: string[], outputs: string[]): OnnxGraphNode => ({
  name: "",
  operator,
  domain: "ai.onnx",
  inputs,
  outputs,
  inner: [],
});
const single = (nodes: readonly OnnxGraphNode[]): Block[] => nodes.map((_, start) => ({ start, period: 1, times: 1 }));

describe("the layout of a graph", () => {
  const diamond = [
    node("MatMul", ["x"], ["a"]),
    node("Relu", ["a"], ["b"]),
    node("Sigmoid", ["a"], ["c"]),
    node("Add", ["b", "c"], ["y"]),
  ];

  it("puts each node below all that it takes values from, and none over another", () => {
    const { boxes, edges } = graphLayout(diamond, single(diamond));
    expect(edges).toHaveLength(4);
    for (const { from, to } of edges) expect(boxes[from]?.y).toBeLessThan(boxes[to]?.y ?? 0);
    expect(boxes[1]?.y).toBe(boxes[2]?.y);
    expect((boxes[2]?.x ?? 0) - (boxes[1]?.x ?? 0)).toBeGreaterThan(boxWidth);
    expect(boxes[3]?.x).toBe(boxes[0]?.x);
  });

  it("draws a repeated block as one box, with what goes in and out of it", () => {
    const nodes = Array.from({ length: 6 }, (_, index) =>
      node(index % 2 === 0 ? "Mul" : "Add", [`v${index}`], [`v${index + 1}`]),
    );
    const end = node("Softmax", ["v6"], ["y"]);
    const { boxes, edges } = graphLayout(
      [...nodes, end],
      [
        { start: 0, period: 2, times: 3 },
        { start: 6, period: 1, times: 1 },
      ],
    );
    expect(boxes.map(({ title, detail }) => [title, detail])).toEqual([
      ["3 × 2 nodes", "Mul, Add"],
      ["Softmax", ""],
    ]);
    expect(edges).toEqual([{ from: 0, to: 1 }]);
  });

  it("comes to an end for a cycle", () => {
    const nodes = [node("A", ["b"], ["a"]), node("B", ["a"], ["b"])];
    expect(graphLayout(nodes, single(nodes)).edges).toEqual([{ from: 0, to: 1 }]);
  });
});
