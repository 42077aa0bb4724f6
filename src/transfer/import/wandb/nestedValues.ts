import { leaves } from "../flatten.ts";
import type { Plain } from "../pythonText.ts";
import { pathOf, plainValue } from "./itemValue.ts";
import type { Update } from "./messages.ts";

/** Stands in no name. */
const between = "\0";

/** W&B's configuration or summary of a run: nested maps that are changed path by path. */
export class NestedValues {
  readonly #leaves = new Map<string, Plain>();

  change({ update, remove }: Update): void {
    for (const item of remove) this.#delete(pathOf(item).join(between));
    for (const item of update) {
      const path = pathOf(item).join(between);
      const value = plainValue(item);
      // Most are numbers under a name that stays one: nothing below it has to go.
      if (typeof value === "object" || !this.#leaves.has(path)) this.#delete(path);
      for (const [leaf, each] of leaves(value, between, path)) this.#leaves.set(leaf, each);
    }
  }

  /** Each value with its path, in the order in which they came. */
  *entries(): Generator<readonly [path: readonly string[], value: Plain]> {
    for (const [path, value] of this.#leaves) yield [path.split(between), value];
  }

  #delete(path: string): void {
    this.#leaves.delete(path);
    for (const leaf of this.#leaves.keys()) if (leaf.startsWith(path + between)) this.#leaves.delete(leaf);
  }
}

/** The outermost maps that describe a file or another object of W&B's by their `_type`, with that type. */
export function objectsIn(
  entries: Iterable<readonly [path: readonly string[], value: Plain]>,
): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  for (const [path, value] of entries) {
    if (path.length > 1 && path.at(-1) === "_type") objects.set(path.slice(0, -1).join(between), String(value));
  }
  return objects;
}

/** The object that a value is part of, as its name. */
export function objectAround(objects: ReadonlyMap<string, string>, path: readonly string[]): string | undefined {
  if (objects.size === 0) return undefined;
  for (let length = 1; length < path.length; length++) {
    if (objects.has(path.slice(0, length).join(between))) return path.slice(0, length).join(between);
  }
  return undefined;
}
