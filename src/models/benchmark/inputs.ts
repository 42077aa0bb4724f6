import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { BenchmarkSettings } from "../../protocol/benchmarkEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import { type Generator, generatorOf } from "../../statistics/random/generator.ts";

/** More would be a mistake in a dimension rather than a model's input. */
const mostElements = 2 ** 28;

/**
 * Inputs of the shapes and types that a model declares: numbers uniform in [0, 1), whole numbers 0 or 1, which every
 * vocabulary has, empty texts. The free first dimension is the batch.
 * @throws invalidParameter for a batch that no input can take, dimensions that the model has not, and unknown types
 */
export function inputsFor(
  metadata: readonly InferenceSession.ValueMetadata[],
  { batch, dimensions }: BenchmarkSettings,
): Record<string, Tensor> {
  const generator = generatorOf(1);
  const free = new Set<string>();
  let takesBatch = false;
  const entries = metadata.map((input) => {
    if (!input.isTensor) throw invalidParameter(`Input ${input.name} is not a tensor, which can't be generated.`);
    const shape = input.shape.map((length, axis) => {
      if (typeof length === "number") return length;
      free.add(length);
      if (axis === 0) takesBatch = true;
      return axis === 0 ? batch : (dimensions[length] ?? 1);
    });
    return [input.name, tensorOf(input.name, input.type, shape, generator)] as const;
  });
  if (batch > 1 && !takesBatch) {
    const shapes = metadata.map((input) => `${input.name} [${input.isTensor ? input.shape.join(", ") : ""}]`);
    throw invalidParameter(`A batch of ${batch} fits no input, as no first dimension is free: ${shapes.join(", ")}.`);
  }
  for (const name of Object.keys(dimensions)) {
    if (free.has(name)) continue;
    const known = [...free].filter((word) => word !== "").join(", ") || "none";
    throw invalidParameter(`The model has no free dimension called ${name}; it has ${known}.`);
  }
  return Object.fromEntries(entries);
}

function tensorOf(name: string, type: Tensor.Type, shape: readonly number[], { uniform, index }: Generator): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size > mostElements)
    throw invalidParameter(`Input ${name} would have ${size} elements; ${mostElements} are the most.`);
  const whole = { length: size };
  const bit = (): number => index(2);
  switch (type) {
    case "float32":
      return new Tensor(type, Float32Array.from(whole, uniform), shape);
    case "float64":
      return new Tensor(type, Float64Array.from(whole, uniform), shape);
    case "float16":
      // 0x3800 is one half.
      return new Tensor(type, new Uint16Array(size).fill(0x3800), shape);
    case "int64":
      return new Tensor(
        type,
        BigInt64Array.from(whole, () => BigInt(bit())),
        shape,
      );
    case "uint64":
      return new Tensor(
        type,
        BigUint64Array.from(whole, () => BigInt(bit())),
        shape,
      );
    case "int32":
      return new Tensor(type, Int32Array.from(whole, bit), shape);
    case "uint32":
      return new Tensor(type, Uint32Array.from(whole, bit), shape);
    case "int16":
      return new Tensor(type, Int16Array.from(whole, bit), shape);
    case "uint16":
      return new Tensor(type, Uint16Array.from(whole, bit), shape);
    case "int8":
      return new Tensor(type, Int8Array.from(whole, bit), shape);
    case "uint8":
      return new Tensor(type, Uint8Array.from(whole, bit), shape);
    case "bool":
      return new Tensor(type, Uint8Array.from(whole, bit), shape);
    case "string":
      return new Tensor(
        type,
        Array.from(whole, () => ""),
        shape,
      );
    default:
      throw invalidParameter(`Input ${name} has the type ${type}, which can't be generated.`);
  }
}
