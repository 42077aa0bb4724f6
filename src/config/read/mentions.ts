import type { Check } from "../checks/check.ts";
import type { Position, Range } from "../text/lines.ts";
import type { Tree } from "../text/tree.ts";

/** The columns of its own data set that a check names. */
export function columnsOf({ options }: Check): readonly string[] {
  const columns = "columns" in options ? (options.columns ?? []) : [];
  const by = "by" in options ? (options.by ?? []) : [];
  const column = "column" in options && options.column !== undefined ? [options.column] : [];
  return [...columns, ...by, ...column];
}

/** Where within a place a name is written, alone or as a part of `dataset.column`; the place itself when it isn't. */
export const mentionIn = (tree: Tree, place: Range, name: string): Range =>
  (name === "" ? undefined : find(tree, place, name)) ?? place;

function find(node: Tree, place: Range, name: string): Range | undefined {
  if (node.kind === "scalar") return isWithin(node.range, place) && names(node.value, name) ? node.range : undefined;
  const children =
    node.kind === "list" ? node.items : node.kind === "map" ? node.entries.map(({ value }) => value) : [];
  for (const child of children) {
    const range = find(child, place, name);
    if (range !== undefined) return range;
  }
  return undefined;
}

const names = (value: unknown, name: string): boolean =>
  value === name || (typeof value === "string" && (value.startsWith(`${name}.`) || value.endsWith(`.${name}`)));

const isWithin = (range: Range, place: Range): boolean =>
  !isBefore(range.start, place.start) && !isBefore(place.end, range.end);

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
