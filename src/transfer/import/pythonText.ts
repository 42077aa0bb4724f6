/** What a configuration file says, with integers as bigint to tell `1` from `1.0`. */
export type Plain = string | number | bigint | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A value as Python's `str()` writes it, which is what a script that gave it to MLflow would have recorded. */
export const pythonText = (value: Plain): string => (typeof value === "string" ? value : pythonRepr(value));

/** @see https://docs.python.org/3/library/functions.html#repr */
function pythonRepr(value: Plain): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return floatText(value);
  if (typeof value === "string") return stringText(value);
  if (isList(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, each]) => `${stringText(key)}: ${pythonRepr(each)}`);
  return `{${pairs.join(", ")}}`;
}

/** Python shows a float's exponent from 1e16 up and below 1e-4, with two digits at least. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}

function stringText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `${quote}${escaped}${quote}`;
}

/** `Array.isArray` does not know read-only arrays. */
export const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
