import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onnxSchema } from "../../src/models/onnx/schema.ts";

const model = onnxSchema.lookupType("ModelProto");

/** The bytes of a model that is given by the names of ONNX's own definition. */
export function onnxBytes(content: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(model.encode(model.fromObject(content)).finish());
}

/** Writes bytes into a folder of their own. */
export function onnxFile(bytes: Uint8Array, name = "model.onnx"): string {
  const path = join(mkdtempSync(join(tmpdir(), "tidemark-onnx-")), name);
  writeFileSync(path, bytes);
  return path;
}

/** A value of a graph, by ONNX's number of its element type; a text as dimension is a symbol. */
export function value(name: string, elementType: number, shape: readonly (number | string)[]): object {
  const dim = shape.map((length) => (typeof length === "number" ? { dim_value: length } : { dim_param: length }));
  return { name, type: { tensor_type: { elem_type: elementType, shape: { dim } } } };
}

/** y = relu(x · w): the smallest network there is. */
export const smallModel = {
  ir_version: 10,
  producer_name: "tests",
  opset_import: [{ domain: "", version: 21 }],
  metadata_props: [{ key: "task", value: "regression" }],
  graph: {
    name: "small",
    node: [
      { name: "product", op_type: "MatMul", input: ["x", "w"], output: ["product"] },
      { name: "last", op_type: "Relu", input: ["product"], output: ["y"] },
    ],
    initializer: [
      { name: "w", data_type: 1, dims: [3, 2], raw_data: Buffer.from(new Float32Array([1, -1, 0, 2, NaN, 0]).buffer) },
    ],
    input: [value("x", 1, ["batch", 3])],
    output: [value("y", 1, ["batch", 2])],
  },
};
