import { z } from "zod";
import type { ModelSignature, SignatureField } from "../../protocol/modelEntities.ts";

/** A column type in words deeper than this is cut off: people read it in one line. */
const deepest = 12;

const Field = z.looseObject({
  name: z.union([z.string(), z.number()]).nullish(),
  type: z.unknown().optional(),
  required: z.boolean().optional(),
  optional: z.boolean().optional(),
  "tensor-spec": z.object({ dtype: z.string(), shape: z.array(z.number()).nullish() }).optional(),
  shape: z.array(z.number()).nullish(),
  /** Of parameters; MLflow writes `default`, older versions wrote `default_value` and `dtype`. */
  default: z.unknown().optional(),
  dtype: z.string().optional(),
});
type Field = z.infer<typeof Field>;

const Sides = z.object({
  inputs: z.string().nullish(),
  outputs: z.string().nullish(),
  params: z.string().nullish(),
});

/**
 * The signature of an MLmodel file: each side is JSON in a string.
 * @returns null when the model has none
 * @throws SyntaxError or ZodError when it can't be understood
 */
export function readSignature(value: unknown): ModelSignature | null {
  if (value === null || value === undefined) return null;
  const { inputs, outputs, params } = Sides.parse(value);
  return { inputs: fields(inputs), outputs: fields(outputs), params: fields(params) };
}

function fields(json: string | null | undefined): SignatureField[] {
  if (json === null || json === undefined) return [];
  return z
    .array(Field)
    .parse(JSON.parse(json) ?? [])
    .map(field);
}

function field(from: Field): SignatureField {
  const tensor = from["tensor-spec"];
  const shape = tensor?.shape ?? from.shape;
  return {
    name: from.name === null || from.name === undefined ? null : String(from.name),
    type: tensor?.dtype ?? from.dtype ?? typeWords(from, deepest),
    shape: shape === null || shape === undefined ? null : `(${shape.join(", ")})`,
    required: from.required ?? from.optional !== true,
    default: "default" in from ? JSON.stringify(from.default ?? null) : null,
  };
}

const Nested = z.looseObject({
  type: z.unknown().optional(),
  items: z.unknown().optional(),
  values: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.boolean().optional(),
});

/** A type as MLflow itself prints it: `Array(long)`, `Map(str -> double)`, `{k: long, z: string (optional)}`. */
function typeWords(type: unknown, depth: number): string {
  if (typeof type === "string") return type;
  const read = Nested.safeParse(type);
  if (!read.success || depth === 0) return "…";
  const { type: name, items, values, properties = {} } = read.data;
  switch (name) {
    case "array":
      return `Array(${typeWords(items, depth - 1)})`;
    case "map":
      return `Map(str -> ${typeWords(values, depth - 1)})`;
    case "object":
      return `{${Object.entries(properties)
        .map(([key, of]) => `${key}: ${typeWords(of, depth - 1)}${isOptional(of) ? " (optional)" : ""}`)
        .join(", ")}}`;
    default:
      return typeof name === "string" ? name : "…";
  }
}

const isOptional = (type: unknown): boolean => Nested.safeParse(type).data?.required === false;
