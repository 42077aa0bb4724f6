import { onnxBytes, smallModel, value } from "./onnxFile.ts";

/** A matrix product of 64 by 64, which quantisation makes smaller, and the sum of what comes out. */
export const productWeights = Buffer.from(Float32Array.from({ length: 4096 }, (_, at) => Math.sin(at)).buffer);
const ones = Buffer.from(new Float32Array(64).fill(1).buffer);

/** @param place a file beside it that holds the weights */
export function productModel(place?: string): Buffer {
  const values =
    place === undefined
      ? { raw_data: productWeights }
      : { data_location: 1, external_data: [{ key: "location", value: place }] };
  return onnxBytes({
    ...smallModel,
    graph: {
      name: "product",
      node: [
        { op_type: "MatMul", name: "product", input: ["x", "w"], output: ["all"] },
        { op_type: "MatMul", name: "sum", input: ["all", "ones"], output: ["y"] },
      ],
      initializer: [
        { name: "w", data_type: 1, dims: [64, 64], ...values },
        { name: "ones", data_type: 1, dims: [64, 1], raw_data: ones },
      ],
      input: [value("x", 1, ["batch", 64])],
      output: [value("y", 1, ["batch", 1])],
    },
  });
}

/** Rows of 64 numbers, with a label that the model comes near to. */
export function productRows(): string {
  const lines = Array.from({ length: 200 }, (_, row) => {
    const x = Array.from({ length: 64 }, (_, at) => Math.sin(row * 64 + at));
    const product = weightsAt((i, j) => (x[i] ?? 0) * Math.sin(64 * i + j));
    return `"[${x.join(", ")}]",${product + Math.cos(row)}`;
  });
  return `numbers,y\n${lines.join("\n")}\n`;
}

function weightsAt(of: (i: number, j: number) => number): number {
  let sum = 0;
  for (let i = 0; i < 64; i++) for (let j = 0; j < 64; j++) sum += of(i, j);
  return sum;
}
