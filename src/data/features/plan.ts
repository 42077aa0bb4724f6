import type { Config, Dataset } from "../../config/config.ts";
import { nearest } from "../../config/text/nearest.ts";
import { invalidParameter } from "../../protocol/errors.ts";

/** Everything that can be an input, by its name. */
export function sidesOf({ datasets, features }: Config): ReadonlyMap<string, Dataset> {
  return new Map([...datasets, ...features.map(({ dataset }) => dataset)].map((dataset) => [dataset.name, dataset]));
}

/** What to say of a name that there is not. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const hint = meant === undefined ? ` There are ${known.join(", ") || "none"}.` : ` Did you mean "${meant}"?`;
  return `There is no data set or feature "${name}".${hint}`;
}

/**
 * These features and all that they are made from, each after its inputs.
 * @throws TidemarkError `invalidParameter` when features are made from each other in a circle
 */
export function inOrder(names: readonly string[], inputsOf: (feature: string) => readonly string[]): readonly string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name)) return;
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(" → ");
      throw invalidParameter(`Features are made from each other in a circle: ${circle}.`);
    }
    for (const input of inputsOf(name)) visit(input, [...path, name]);
    ordered.add(name);
  };
  for (const name of names) visit(name, []);
  return [...ordered];
}
