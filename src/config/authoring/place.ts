import { type Document, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { tooMuch } from "../text/bounds.ts";

/** The keys, and the indexes of lists, that lead to a place. */
export type Path = readonly (string | number)[];

/** Where a key or a value stands. */
export interface Place {
  /** A key's path is that of the map it stands in; a value's path is its own. */
  readonly path: Path;
  readonly role: "key" | "value";
  /** The keys of the same map and the items of the same list, without this one. */
  readonly siblings: readonly string[];
  readonly document: Document;
}

/** What is being written. */
export interface Writing extends Place {
  /** Both a key and a value could begin here: nothing else stands there yet. */
  readonly open: boolean;
  /** The word at the cursor, as offsets in the text, and whether it stands in quotes. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

// A word that nobody writes: the text is parsed with it in the cursor's place.
const marker = "tidemarkCursor7f3a";
const options = { logLevel: "error", prettyErrors: false, resolveKnownTags: false, uniqueKeys: false } as const;
const isWordEnd = (character: string): boolean => /[\s,[\]{}"'#:]/.test(character);

/**
 * What is being written at an offset. Undefined in a comment, within a longer text, and in a file that is more than is
 * read. Half-written texts are understood as far as the parser gets.
 */
export function writingAt(text: string, offset: number): Writing | undefined {
  if (tooMuch(text) !== undefined) return undefined;
  let [start, end] = [offset, offset];
  while (start > 0 && !isWordEnd(text.charAt(start - 1))) start -= 1;
  while (end < text.length && !isWordEnd(text.charAt(end))) end += 1;
  const quote = text.charAt(start - 1);
  const quoted = (quote === '"' || quote === "'") && text.charAt(end) === quote;
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const after = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  // A word alone on its line is read as a key, lest it become the end of the line above.
  const alone = /^[ \t]*(?:- +)*$/.test(before) && /^\s*(?:#.*)?$/.test(after);
  const marked = `${text.slice(0, start)}${marker}${alone ? ": " : ""}${text.slice(end)}`;
  if (tooMuch(marked) !== undefined) return undefined;
  const document = parseDocument(marked, options);
  const place = find(document.contents, [], document, ({ value }) => value === marker);
  if (place === undefined) return undefined;
  return { ...place, open: alone && place.siblings.length === 0, start, end, quoted };
}

/** The key or value that an offset lies within, with its offsets. */
export function placeAt(text: string, offset: number): (Place & { name: string; range: [number, number] }) | undefined {
  if (tooMuch(text) !== undefined) return undefined;
  const document = parseDocument(text, options);
  let found: { name: string; range: [number, number] } | undefined;
  const place = find(document.contents, [], document, ({ value, range }) => {
    if (range === undefined || range === null || offset < range[0] || offset > range[1]) return false;
    found = { name: String(value), range: [range[0], range[1]] };
    return true;
  });
  return place === undefined || found === undefined ? undefined : { ...place, ...found };
}

type Leaf = { readonly value: unknown; readonly range?: readonly number[] | null | undefined };
type Wanted = (leaf: { value: unknown; range: [number, number] | undefined }) => boolean;

const leafOf = ({ value, range }: Leaf): Parameters<Wanted>[0] => {
  const [start, end] = range ?? [];
  return { value, range: start === undefined || end === undefined ? undefined : [start, end] };
};

/** The first key or value that is wanted. The text's bounds keep the recursion shallow. */
function find(node: unknown, path: Path, document: Document, wanted: Wanted): Place | undefined {
  if (isMap(node)) {
    const keys = keysOf(node);
    for (const { key, value } of node.items) {
      if (isScalar(key) && wanted(leafOf(key))) {
        return { path, role: "key", siblings: keys.filter((each) => each !== String(key.value)), document };
      }
      const found = find(value, [...path, isScalar(key) ? String(key.value) : ""], document, wanted);
      if (found !== undefined) return found;
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (isScalar(item) && wanted(leafOf(item))) {
        const others = node.items.flatMap((each) => (isScalar(each) && each !== item ? [String(each.value)] : []));
        return { path: [...path, index], role: "value", siblings: others, document };
      }
      const found = find(item, [...path, index], document, wanted);
      if (found !== undefined) return found;
    }
  } else if (isScalar(node) && wanted(leafOf(node))) {
    return { path, role: "value", siblings: [], document };
  }
  return undefined;
}

const keysOf = (node: { readonly items: readonly { readonly key: unknown }[] }): string[] =>
  node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));

/** The keys of the map at a path; none where there is no map. */
export function keysAt(document: Document, path: Path): string[] {
  const node = nodeAt(document, path);
  return isMap(node) ? keysOf(node).filter((key) => key !== marker) : [];
}

/** The plain value at a path; undefined for what aliases stand for, which aren't followed. */
export const valueAt = (document: Document, path: Path): unknown => plain(nodeAt(document, path));

function nodeAt(document: Document, path: Path): unknown {
  let node: Node | unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) node = node.items.find(({ key }) => isScalar(key) && String(key.value) === step)?.value;
    else if (isSeq(node) && typeof step === "number") node = node.items[step];
    else return undefined;
  }
  return node;
}

function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (!isMap(node)) return undefined;
  return Object.fromEntries(
    node.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), plain(value)]] : [])),
  );
}
