import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBytes } from "../../../../src/models/onnx/fileBytes.ts";
import { inspectModel } from "../../../../src/models/onnx/inspectModel.ts";
import { readModel } from "../../../../src/models/onnx/readModel.ts";
import type { OnnxInspection } from "../../../../src/protocol/onnxEntities.ts";
import { onnxBytes, onnxFile, smallModel, value } from "../../../support/onnxFile.ts";

const inspectFile = (path: string): OnnxInspection => {
  using file = openBytes(path);
  return inspectModel(path, file, readModel(file));
};
const { graph } = smallModel;
const inspect = (content: object): OnnxInspection => inspectFile(onnxFile(onnxBytes({ ...smallModel, ...content })));
const inspectGraph = (changes: object): OnnxInspection => inspect({ graph: { ...graph, ...changes } });
const messages = ({ problems }: OnnxInspection): string[] => problems.map(({ message }) => message);

describe("what is in a model", () => {
  it("is counted and described", () => {
    expect(inspect({})).toMatchObject({
      inputs: [{ name: "x", type: "float32[batch, 3]" }],
      outputs: [{ name: "y", type: "float32[batch, 2]" }],
      parameters: 6,
      nodes: 2,
      edges: 1,
      operators: [
        { domain: "ai.onnx", name: "MatMul", count: 1 },
        { domain: "ai.onnx", name: "Relu", count: 1 },
      ],
      quantisation: { kind: null, types: [{ type: "float32", tensors: 1, parameters: 6 }] },
      problems: [],
    });
  });

  it("does not count an initialiser that is a default among the inputs", () => {
    expect(inspectGraph({ input: [...graph.input, value("w", 1, [3, 2])] }).inputs).toHaveLength(1);
  });

  it("counts the nodes of graphs inside nodes, which see what is around them", () => {
    const inner = {
      node: [{ op_type: "Neg", input: ["product"], output: ["b"] }],
      output: [value("b", 1, ["batch", 2])],
    };
    const node = [
      graph.node[0],
      { op_type: "If", input: ["x"], output: ["y"], attribute: [{ name: "then_branch", g: inner }] },
    ];
    expect(inspectGraph({ node })).toMatchObject({ nodes: 3, subgraphs: 1, problems: [] });
  });

  it("says how it is quantised", () => {
    const node = [
      { op_type: "DequantizeLinear", input: ["w", "scale"], output: ["floats"] },
      { op_type: "MatMul", input: ["x", "floats"], output: ["y"] },
    ];
    const initializer = [
      { name: "w", data_type: 3, dims: [3, 2], raw_data: Buffer.alloc(6) },
      { name: "scale", data_type: 1, dims: [], float_data: [0.5] },
    ];
    const { quantisation } = inspectGraph({ node, initializer });
    expect(quantisation.kind).toMatch(/^only weights/);
    expect(quantisation.types).toEqual([
      { type: "int8", tensors: 1, parameters: 6 },
      { type: "float32", tensors: 1, parameters: 1 },
    ]);
  });
});

describe("the problems of a model", () => {
  const relu = (input: string, output: string, name = "") => ({
    op_type: "Relu",
    input: [input],
    output: [output],
    name,
  });

  it("are operators that its operator set has not, yet or at all", () => {
    const node = (operator: string) => inspectGraph({ node: [graph.node[0], { ...graph.node[1], op_type: operator }] });
    expect(messages(node("Swish"))).toEqual(["Swish came with version 24, and the model imports ai.onnx 21."]);
    expect(messages(node("Reluu"))).toEqual(["ai.onnx 21 has no operator Reluu."]);
    expect(messages(node("Upsample"))).toEqual(["Upsample went with version 10, and the model imports ai.onnx 21."]);
    expect(node("Reluu").problems[0]?.place).toBe("graph, node 1 (last)");
  });

  it("are domains that it does not import", () => {
    expect(messages(inspect({ opset_import: [] }))).toEqual([
      "MatMul is of ai.onnx, which the model does not import.",
      "Relu is of ai.onnx, which the model does not import.",
    ]);
  });

  it("are cycles, and an order in which it can't run", () => {
    expect(messages(inspectGraph({ node: [relu("b", "a"), relu("a", "b"), ...graph.node] }))).toContain(
      "Values go round in a cycle: 2 nodes wait for each other.",
    );
    expect(messages(inspectGraph({ node: [...graph.node].reverse() }))).toEqual([
      "Relu stands before a node whose value it takes.",
    ]);
  });

  it("are values that nothing makes, that two nodes make, and that nobody takes", () => {
    expect(messages(inspectGraph({ initializer: [] }))).toEqual(["MatMul takes w, which nothing makes."]);
    expect(messages(inspectGraph({ node: [...graph.node, relu("x", "y")] }))).toEqual([
      "The value y is made more than once.",
    ]);
    const unused = { name: "rest", data_type: 1, dims: [1], float_data: [1] };
    expect(messages(inspectGraph({ initializer: [...graph.initializer, unused] }))).toEqual(["No node takes rest."]);
  });

  it("are inputs without a shape and initialisers of another size than their shape", () => {
    const shapeless = { name: "x", type: { tensor_type: { elem_type: 1 } } };
    expect(messages(inspectGraph({ input: [shapeless] }))).toEqual(["The input x has no shape."]);
    expect(messages(inspectGraph({ initializer: [{ ...graph.initializer[0], dims: [4, 2] }] }))).toEqual([
      "w has 24 bytes of values, and its shape and type need 32.",
    ]);
    const endless = inspectGraph({ initializer: [{ ...graph.initializer[0], dims: [2 ** 40, 2 ** 40] }] });
    expect(messages(endless)).toEqual(["w has more values than can be counted."]);
  });
});

describe("values in another file", () => {
  const withLocation = (location: string, more: object[] = []): Buffer => {
    const external_data = [{ key: "location", value: location }, ...more];
    const weights = { name: "w", data_type: 1, dims: [3, 2], data_location: 1, external_data };
    return onnxBytes({ ...smallModel, graph: { ...graph, initializer: [weights] } });
  };

  it("are found beside the model, and count for its size", () => {
    const path = onnxFile(withLocation("weights.bin"));
    writeFileSync(join(dirname(path), "weights.bin"), Buffer.alloc(24));
    const found = inspectFile(path);
    expect(found.problems).toEqual([]);
    expect(found.totalBytes).toBe(found.bytes + 24);
  });

  it("are named when they are missing or too short", () => {
    expect(messages(inspectFile(onnxFile(withLocation("gone.bin"))))).toEqual([
      "The values of w can't be read: gone.bin, which holds its values, is missing.",
    ]);
    const path = onnxFile(withLocation("weights.bin", [{ key: "offset", value: "8" }]));
    writeFileSync(join(dirname(path), "weights.bin"), Buffer.alloc(24));
    expect(messages(inspectFile(path))).toEqual([
      "The values of w can't be read: weights.bin has 24 bytes, and its values would end at byte 32.",
    ]);
  });

  it.each(["/etc/passwd", "../outside.bin", "inner/../../outside.bin", "C:\\windows\\win.ini", "..\\outside.bin"])(
    "are not read from %s",
    (location) => {
      expect(messages(inspectFile(onnxFile(withLocation(location))))).toEqual([
        `The values of w can't be read: ${location}, which holds its values, is not in the model's folder.`,
      ]);
    },
  );

  it("are not read through a link that leads out of the folder", () => {
    const outside = onnxFile(Buffer.alloc(24), "secret.bin");
    const path = onnxFile(withLocation("linked/secret.bin"));
    mkdirSync(join(dirname(path), "linked"));
    symlinkSync(outside, join(dirname(path), "linked", "secret.bin"));
    expect(messages(inspectFile(path))).toEqual([expect.stringMatching(/is not in the model's folder/)]);
  });
});
