import { plainJson } from "../plainJson.ts";
import type { Plain } from "../pythonText.ts";
import type { Item } from "./messages.ts";

/** Where an item stands: names of nested maps from the outside in. */
export const pathOf = ({ key, nested_key }: Item): readonly string[] => (nested_key.length > 0 ? nested_key : [key]);

/** What an item says; text that should be JSON and is not stays text. */
export function plainValue(item: Item): Plain {
  switch (item.value) {
    case "none":
      return null;
    case "boolean":
      return item.boolean;
    case "integer":
      return BigInt(item.integer.toString());
    case "number":
      return item.number;
    case "text":
      return item.text;
    default:
      return jsonOrText(item.value === "json" ? item.json : item.value_json);
  }
}

function jsonOrText(json: string): Plain {
  try {
    return plainJson(json);
  } catch {
    return json;
  }
}

/**
 * The number that an item says: booleans are 1 and 0, as in Python; NaN and infinities may be written as text, as
 * W&B's server does. Undefined when it says something else.
 */
export function numberOf(value: Plain): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : undefined;
}

/** The same of an item: most of a history is numbers as JSON, which need no parser. */
export function numberOfItem(item: Item): number | undefined {
  const { value, value_json } = item;
  if (value === undefined && plainNumber.test(value_json)) return Number(value_json);
  return numberOf(plainValue(item));
}

const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
