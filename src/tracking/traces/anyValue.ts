import { invalidParameter } from "../../protocol/errors.ts";

/** OpenTelemetry's `AnyValue` in JSON: one field that names its type, or none for nothing. */
export type AnyValue = Readonly<Record<string, unknown>>;

/** The value that stands in it. An integer that a JSON number cannot hold exactly stays text. */
export function plainValue(value: unknown): unknown {
  if (!isObject(value)) return null;
  if ("string_value" in value) return value.string_value;
  if ("bool_value" in value) return value.bool_value;
  if ("int_value" in value) return exactInteger(value.int_value);
  if ("double_value" in value) return value.double_value;
  if ("bytes_value" in value) return value.bytes_value;
  if ("array_value" in value) return valuesOf(value.array_value).map(plainValue);
  if ("kvlist_value" in value) {
    const pairs = valuesOf(value.kvlist_value).filter(isObject);
    return Object.fromEntries(pairs.map((pair) => [String(pair.key ?? ""), plainValue(pair.value)]));
  }
  return null;
}

/** As deep as protobuf's own readers go. */
const deepest = 100;

/**
 * A JSON value as OpenTelemetry writes it.
 * @throws TidemarkError `invalidParameter` when it is nested too deep
 */
export function anyValue(value: unknown, depth = 0): AnyValue {
  if (depth > deepest) throw invalidParameter(`An attribute is nested deeper than ${deepest} levels.`);
  switch (typeof value) {
    case "string":
      return { string_value: value };
    case "boolean":
      return { bool_value: value };
    case "number":
      return Number.isSafeInteger(value) ? { int_value: String(value) } : { double_value: value };
    default:
  }
  if (Array.isArray(value)) return { array_value: { values: value.map((item) => anyValue(item, depth + 1)) } };
  if (isObject(value)) return { kvlist_value: { values: keyValues(value, depth + 1) } };
  return {};
}

/** An object's fields as OpenTelemetry lists them. */
export const keyValues = (fields: object, depth = 0): readonly { readonly key: string; readonly value: AnyValue }[] =>
  Object.entries(fields).map(([key, value]) => ({ key, value: anyValue(value, depth) }));

const exactInteger = (value: unknown): unknown => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

const valuesOf = (list: unknown): readonly unknown[] =>
  isObject(list) && Array.isArray(list.values) ? list.values : [];

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
