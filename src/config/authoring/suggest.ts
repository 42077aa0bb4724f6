import { configJsonSchema } from "../schema/jsonSchema.ts";
import { type Names, namesAt } from "./names.ts";
import { keysAt, type Path, type Place, placeAt, valueAt, type Writing, writingAt } from "./place.ts";
import { describedAt, type Known, keysFor, type Schema, valuesFor } from "./schemaAt.ts";

/** What may stand where something is being written. */
export interface Offer {
  readonly writing: Writing;
  /** Keys that aren't there yet. */
  readonly keys: readonly Known[];
  readonly values: readonly Known[];
  /** Names for a key and for a value; a place that is empty yet may become either. */
  readonly names: Names;
  /** Whether `names` are keys. */
  readonly namesAreKeys: boolean;
}

/** What may stand at an offset; undefined where nothing is known. */
export function offerAt(text: string, offset: number): Offer | undefined {
  const writing = writingAt(text, offset);
  if (writing === undefined) return undefined;
  const { path, role, open, siblings, document } = writing;
  const value = (at: Path): unknown => valueAt(document, at);
  const asKey = namesAt({ path, role: "key" }, value);
  const asValue = namesAt({ path, role: "value" }, value);
  const mayBeKey = role === "key";
  const mayBeValue = role === "value" || open;
  const namesAreKeys = mayBeKey && asKey.columnsOf !== undefined;
  return {
    writing,
    keys: mayBeKey ? keysFor(root(), path).filter(({ label }) => !siblings.includes(label)) : [],
    values: mayBeValue ? valuesFor(root(), path) : [],
    names: namesAreKeys ? asKey : mayBeValue ? asValue : {},
    namesAreKeys,
  };
}

/** What an offset is about: the schema's words, and the column when it names one. */
export interface Explained {
  readonly place: Place;
  readonly range: readonly [start: number, end: number];
  readonly description: string;
  readonly column: { readonly name: string; readonly dataset: string } | undefined;
}

export function explainedAt(text: string, offset: number): Explained | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) return undefined;
  const { path, role, name, range, document } = place;
  const { columnsOf } = namesAt(place, (at) => valueAt(document, at));
  const description = describedAt(root(), role === "key" ? [...path, name] : path);
  return { place, range, description, column: columnsOf === undefined ? undefined : { name, dataset: columnsOf } };
}

/** The names of the data sets and features that a text declares. */
export const declaredNames = ({ document }: Pick<Place, "document">): string[] => [
  ...keysAt(document, ["datasets"]),
  ...keysAt(document, ["features"]),
];

let known: Schema | undefined;
const root = (): Schema => {
  known ??= configJsonSchema();
  return known;
};
