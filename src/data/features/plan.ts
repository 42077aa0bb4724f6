import type { Config, Dataset, Feature } from "../../config/config.ts";
import { nearest } from "../../config/text/nearest.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";

/** A feature whose step is known as a query over tables of the names of its inputs. */
export interface Planned {
  readonly feature: Feature;
  readonly sql: string;
  /** Data sets and features, by name, sorted. */
  readonly inputs: readonly string[];
}

/** Everything that can be an input, by its name. */
export function sidesOf({ datasets, features }: Config): ReadonlyMap<string, Dataset> {
  return new Map([...datasets, ...features.map(({ dataset }) => dataset)].map((dataset) => [dataset.name, dataset]));
}

/** A name that there is. @throws TidemarkError `notFound`, with the one that may be meant */
export function existing(name: string, known: Iterable<string>): string {
  const names = [...known];
  if (names.includes(name)) return name;
  const meant = nearest(name, names);
  const hint = meant === undefined ? ` There are ${names.join(", ") || "none"}.` : ` Did you mean "${meant}"?`;
  throw notFound(`There is no data set or feature "${name}".${hint}`);
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
