import { invalidParameter } from "../protocol/errors.ts";

/** Text in quotes is matched first, so that a NaN inside it is left alone. */
const bareNumberNames = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/gs;

/**
 * Reads a request's JSON. Python's own encoder writes NaN and the infinities bare, which JSON does not have:
 * they are read as MLflow's names for them. An empty body is an empty request, and a body that is
 * a JSON text holding JSON (old clients encode twice) is read twice.
 */
export function readJson(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === "") return {};
  const value = parse(body);
  const text = typeof value === "string" ? value : body;
  const message = typeof value === "string" ? parse(value) : value;
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw invalidParameter("The request body must be a JSON object.");
  }
  // Most requests have none, and a batch of a thousand metrics is long to copy.
  return text.includes("null") ? withoutNulls(message) : { ...message };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (strict) {
    try {
      return JSON.parse(text.replace(bareNumberNames, (piece) => (piece.startsWith('"') ? piece : `"${piece}"`)));
    } catch {
      throw invalidParameter(`The request body is not valid JSON: ${(strict as Error).message}`);
    }
  }
}

/** MLflow's messages nest four levels; what is deeper is no message of MLflow's and is left as it is. */
const depth = 8;

/** A field that is null counts as not sent; a null in a list stays, to be refused. */
function withoutNulls(message: object, level = depth): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(message)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, withoutNullsInside(value, level - 1)]),
  );
}

function withoutNullsInside(value: unknown, level: number): unknown {
  if (level === 0 || typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? value.map((item) => withoutNullsInside(item, level - 1)) : withoutNulls(value, level);
}
