import type { z } from "zod";
import { invalidParameter, type TidemarkError } from "../protocol/errors.ts";

export const seeDocs = "See the API docs for more information about request parameters.";

/** Words the first thing that is wrong with a request as MLflow does. */
export function wrongRequest(error: z.ZodError, input: unknown): TidemarkError {
  const path = error.issues[0]?.path ?? [];
  const value = path.reduce<unknown>(step, input);
  if (value === undefined || value === null || value === "") return missing(spell(path));
  return invalidParameter(
    `Invalid value ${spellValue(value)} for parameter '${spell(path)}' supplied:  ` +
      `Hint: Value was of type '${typeName(value)}'. ${seeDocs}`,
  );
}

/** A required parameter was not sent. */
export const missing = (parameter: string): TidemarkError =>
  invalidParameter(`Missing value for required parameter '${parameter}'. ${seeDocs}`);

const step = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

/** `metrics[0].key` */
const spell = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`)).join("");

/** Lists and objects are only hinted at: they may be endless or nested without end. */
function spellValue(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object") return "{…}";
  const text = JSON.stringify(value);
  return text.length <= 500 ? text : `${text.slice(0, 500)}…`;
}

/** MLflow's messages speak of Python's types. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    default:
      return "dict";
  }
}
