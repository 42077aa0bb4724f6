import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openBytes } from "../../../../src/models/onnx/fileBytes.ts";
import type { OnnxModel } from "../../../../src/models/onnx/onnxModel.ts";
import { readModel } from "../../../../src/models/onnx/readModel.ts";
import { usualLimits } from "../../../../src/models/onnx/wireReader.ts";
import { onnxBytes, onnxFile, smallModel } from "../../../support/onnxFile.ts";

const read = (bytes: Uint8Array, limits = usualLimits): OnnxModel => {
  using file = openBytes(onnxFile(bytes));
  return readModel(file, limits);
};

describe("an ONNX file", () => {
  it("is read with its graph, types and operator sets", () => {
    const model = read(onnxBytes(smallModel));
    expect(model).toMatchObject({
      irVersion: 10,
      producer: "tests",
      opsets: [{ domain: "", version: 21 }],
      metadata: [{ key: "task", value: "regression" }],
    });
    expect(model.graph?.nodes.map(({ operator }) => operator)).toEqual(["MatMul", "Relu"]);
    expect(model.graph?.inputs).toEqual([{ name: "x", type: { kind: "tensor", elementType: 1, shape: ["batch", 3] } }]);
  });

  it("says where the values of a tensor are, without reading them", () => {
    const bytes = onnxBytes(smallModel);
    const [weights] = read(bytes).graph?.initialisers ?? [];
    if (weights?.content.kind !== "raw") throw new Error("The values are raw.");
    const { start, end } = weights.content.range;
    expect(bytes.subarray(start, end)).toEqual(smallModel.graph.initializer[0]?.raw_data);
  });

  it("keeps graphs inside nodes apart", () => {
    const inner = { name: "then", node: [{ op_type: "Identity", input: ["a"], output: ["b"] }] };
    const node = {
      op_type: "If",
      input: ["c"],
      output: ["d"],
      attribute: [{ name: "then_branch", type: 5, g: inner }],
    };
    const [found] = read(onnxBytes({ graph: { node: [node] } })).graph?.nodes ?? [];
    expect(found?.graphs).toMatchObject([{ attribute: "then_branch", graph: { name: "then" } }]);
  });

  it("names the place where it was cut off", () => {
    const bytes = onnxBytes(smallModel);
    expect(() => read(bytes.subarray(0, bytes.length - 40))).toThrow(
      /graph: its \d+ bytes go 14 beyond the end, at byte/,
    );
  });

  it("is refused when messages are too deep", () => {
    let graph: object = { name: "innermost" };
    for (let depth = 0; depth < 10; depth += 1)
      graph = { node: [{ op_type: "If", attribute: [{ name: "a", g: graph }] }] };
    expect(() => read(onnxBytes({ graph }), { ...usualLimits, depth: 20 })).toThrow(/more than 20 levels deep/);
  });

  it("is refused when it has more fields or text than is allowed", () => {
    expect(() => read(onnxBytes(smallModel), { ...usualLimits, fields: 20 })).toThrow(/more than 20 fields/);
    expect(() => read(onnxBytes(smallModel), { ...usualLimits, text: 3 })).toThrow(/producer_name: a text has 5 bytes/);
  });

  it("is read or refused with a place, whatever its bytes", () => {
    const good = onnxBytes(smallModel);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalidParameter", message: expect.stringMatching(/at byte \d+\.$/) });
        }
      }),
    );
  });
});
