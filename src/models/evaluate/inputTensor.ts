import { Tensor } from "onnxruntime-node";
import { Pixels } from "./images/rowPixels.ts";
import type { ModelInput } from "./modelInputs.ts";
import { pick } from "./pick.ts";

/** The values of a feature in some rows: numbers, NaN where one is missing, texts, or the numbers of images. */
export type FeatureValues = Float64Array | readonly string[] | Pixels;

export function pickValues(values: FeatureValues, rows: Uint32Array): FeatureValues {
  if (values instanceof Pixels) return values.pick(rows);
  return values instanceof Float64Array ? pick(values, rows) : Array.from(rows, (row) => values[row] ?? "");
}

/** An input for some rows, from one list of values for each of its features. */
export function inputTensor({ type, inner }: ModelInput, columns: readonly FeatureValues[], rows: number): Tensor {
  const size = rows * columns.length;
  const shape = [rows, ...inner];
  const [first] = columns;
  if (first instanceof Pixels) return pixelTensor(type, first, shape);
  switch (type) {
    case "float32":
      return new Tensor(type, filled(new Float32Array(size), columns), shape);
    case "float64":
      return new Tensor(type, filled(new Float64Array(size), columns), shape);
    case "int32":
      return new Tensor(type, filled(new Int32Array(size), columns), shape);
    case "int64":
      return new Tensor(type, BigInt64Array.from(filled(new Float64Array(size), columns), BigInt), shape);
    case "bool":
      return new Tensor(type, Uint8Array.from(filled(new Float64Array(size), columns), isTrue), shape);
    default:
      return new Tensor("string", textsOf(columns, rows), shape);
  }
}

function pixelTensor(type: Tensor.Type, { values }: Pixels, shape: readonly number[]): Tensor {
  if (type === "uint8") return new Tensor(type, Uint8Array.from(values, Math.round), shape);
  return type === "float64" ? new Tensor(type, Float64Array.from(values), shape) : new Tensor("float32", values, shape);
}

const isTrue = (value: number): number => (value === 0 ? 0 : 1);

/** Row by row. */
function filled<A extends Float32Array | Float64Array | Int32Array>(array: A, columns: readonly FeatureValues[]): A {
  for (const [j, column] of columns.entries()) {
    if (!(column instanceof Float64Array)) throw new TypeError("Texts can't be numbers.");
    for (let i = 0, at = j; i < column.length; i++, at += columns.length) array[at] = column[i] ?? Number.NaN;
  }
  return array;
}

const textsOf = (columns: readonly FeatureValues[], rows: number): string[] =>
  Array.from({ length: rows * columns.length }, (_, at) => {
    const column = columns[at % columns.length];
    if (column instanceof Pixels) throw new TypeError("Images can't be texts.");
    return String(column?.[Math.floor(at / columns.length)] ?? "");
  });
