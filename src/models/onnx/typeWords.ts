import { elementTypeName } from "./elementTypes.ts";
import type { OnnxType } from "./onnxModel.ts";

/** A type as people read it: `float32[batch, 3]`, `sequence of map of int64 to float32[]`. */
export function typeWords(type: OnnxType): string {
  switch (type.kind) {
    case "tensor":
      return `${elementTypeName(type.elementType)}${shapeWords(type.shape)}`;
    case "sparse tensor":
      return `sparse ${elementTypeName(type.elementType)}${shapeWords(type.shape)}`;
    case "sequence":
    case "optional":
      return `${type.kind} of ${typeWords(type.element)}`;
    case "map":
      return `map of ${elementTypeName(type.keyType)} to ${valueWords(type.value)}`;
    case "unknown":
      return "unknown";
  }
}

/** The values of a map are single ones, for which no shape is said. */
const valueWords = (type: OnnxType): string =>
  type.kind === "tensor" && type.shape === null ? elementTypeName(type.elementType) : typeWords(type);

const shapeWords = (shape: readonly (number | string | null)[] | null): string =>
  shape === null ? " of unknown shape" : `[${shape.map((length) => length ?? "?").join(", ")}]`;

/** Whether a type leaves its shape open altogether. */
export function lacksShape(type: OnnxType): boolean {
  if (type.kind === "tensor" || type.kind === "sparse tensor") return type.shape === null;
  if (type.kind === "sequence" || type.kind === "optional") return type.element.kind === "unknown";
  return type.kind === "unknown";
}
