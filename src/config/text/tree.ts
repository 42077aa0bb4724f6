import type { Range } from "./lines.ts";

/** What a YAML or JSON text says, with the place of everything; aliases and merge keys are expanded. */
export type Tree = ScalarNode | ListNode | MapNode | InvalidNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly range: Range;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly range: Range;
}

export interface MapNode {
  readonly kind: "map";
  /** In the order of the text, each key once. */
  readonly entries: readonly Entry[];
  readonly range: Range;
}

/** Something that has no meaning here, such as an unknown tag; its problem has been told. */
export interface InvalidNode {
  readonly kind: "invalid";
  readonly range: Range;
}

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Tree;
}

export const entryOf = (map: MapNode, key: string): Entry | undefined => map.entries.find((entry) => entry.key === key);

/** The map without some of its entries. */
export const mapOf = (map: MapNode, keep: (entry: Entry) => boolean): MapNode => ({
  ...map,
  entries: map.entries.filter(keep),
});

export const isEmpty = (node: Tree): boolean => node.kind === "scalar" && node.value === null;

/** Whether nothing in it has been refused already. */
export function isWhole(node: Tree): boolean {
  if (node.kind === "list") return node.items.every(isWhole);
  if (node.kind === "map") return node.entries.every((entry) => isWhole(entry.value));
  return node.kind === "scalar";
}

/** Plain values for a schema to check. Maps have no prototype, so a key such as `__proto__` is only a key. */
export function plain(node: Tree): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  const values: Record<string, unknown> = Object.create(null);
  if (node.kind === "map") for (const { key, value } of node.entries) values[key] = plain(value);
  return values;
}

/** An entry's whole text: from its key to the end of its value. */
export const entryRange = ({ keyRange, value }: Entry): Range =>
  isAfter(value.range, keyRange) ? { start: keyRange.start, end: value.range.end } : keyRange;

// An alias's value stands elsewhere, maybe above its key.
const isAfter = (range: Range, other: Range): boolean =>
  range.start.line > other.end.line ||
  (range.start.line === other.end.line && range.start.character >= other.end.character);
