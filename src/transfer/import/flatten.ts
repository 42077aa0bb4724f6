import { isList, type Plain, pythonText } from "./pythonText.ts";

/** Nothing that a person wrote nests deeper. */
const deepest = 32;

/** A nested configuration as pairs of name and text; names of nested maps are joined, lists stay whole. */
export function* flatten(
  value: Plain,
  separator: string,
  prefix = "",
): Generator<readonly [key: string, text: string]> {
  for (const [key, leaf] of leaves(value, separator, prefix)) yield [key, pythonText(leaf)];
}

/** The same, with the values as they are. An empty map is a value too. */
export function* leaves(
  value: Plain,
  separator: string,
  prefix = "",
  depth = 0,
): Generator<readonly [key: string, value: Plain]> {
  const entries = isMap(value) && depth < deepest ? Object.entries(value) : [];
  if (entries.length === 0) {
    if (prefix !== "") yield [prefix, value];
    return;
  }
  for (const [key, each] of entries) {
    yield* leaves(each, separator, prefix === "" ? key : `${prefix}${separator}${key}`, depth + 1);
  }
}

const isMap = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !isList(value);
