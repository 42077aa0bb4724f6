import type { Plain } from "./pythonText.ts";

/**
 * A JSON text, with integers as bigint where its source can be told; the bare NaN and Infinity of Python are taken too,
 * when they stand alone.
 * @throws SyntaxError when it is something else
 */
export function plainJson(text: string): Plain {
  const special = specialNumbers.get(text);
  return special ?? JSON.parse(text, withIntegers);
}

const specialNumbers: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

/** Node 22 and newer hand the source text of a number over, which tells `1.0` from `1`. */
function withIntegers(_key: string, value: unknown, ...[context]: readonly { readonly source?: string }[]): unknown {
  if (typeof value !== "number") return value;
  const source = context?.source ?? String(value);
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
