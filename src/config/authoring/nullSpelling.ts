import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { tooMuch } from "../text/bounds.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a data set's source says of nulls, and how it could say that one more text stands for null. */
export interface NullSpelling {
  readonly emptyIsNull: boolean;
  readonly edit: Edit | null;
}

const options = { logLevel: "error", prettyErrors: false, resolveKnownTags: false } as const;

/** Null where the data set and its source aren't found. An edit is offered only when it changes nothing else. */
export function nullSpelling(
  text: string,
  { dataset, spelling }: { readonly dataset: string; readonly spelling: string },
): NullSpelling | null {
  const document = read(text);
  const source = document?.getIn(["datasets", dataset, "source"], true);
  if (document === undefined || (!isScalar(source) && !isMap(source) && !isSeq(source))) return null;
  const known = nullsOf(document, dataset);
  const emptyIsNull = known === undefined || known.includes("");
  const edit = known?.includes(spelling) === true || isShared(source) ? undefined : editOf(text, source, spelling);
  if (edit === undefined) return { emptyIsNull, edit: null };
  const changed = read(text.slice(0, edit.start) + edit.text + text.slice(edit.end));
  const wanted = [...(known ?? [""]), spelling];
  const isRight = changed !== undefined && nullsOf(changed, dataset)?.join("\n") === wanted.join("\n");
  return { emptyIsNull, edit: isRight ? edit : null };
}

function read(text: string): Document.Parsed | undefined {
  if (tooMuch(text) !== undefined) return undefined;
  const document = parseDocument(text, options);
  return document.errors.length === 0 ? document : undefined;
}

function nullsOf(document: Document, dataset: string): readonly string[] | undefined {
  const nulls = document.getIn(["datasets", dataset, "source", "nulls"], true);
  return isSeq(nulls) ? nulls.items.map((item) => String(isScalar(item) ? item.value : "")) : undefined;
}

/** What an alias refers to would change there, too. */
const isShared = (node: Node): boolean => "anchor" in node && node.anchor !== undefined;

function editOf(text: string, source: Node, spelling: string): Edit | undefined {
  const quote = JSON.stringify;
  const key = text.trimStart().startsWith("{") ? quote : (name: string): string => name;
  const nulls = `${key("nulls")}: ["", ${quote(spelling)}]`;
  if (isMap(source)) return addedToMap(text, source, { nulls, spelling: quote(spelling) });
  const [start, end] = source.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  const path = pathOf(text.slice(start, end), source);
  return path === undefined ? undefined : { start, end, text: `{${key("path")}: ${path}, ${nulls}}` };
}

/** Paths as they may stand within braces. */
function pathOf(raw: string, source: Node): string | undefined {
  if (isSeq(source)) return source.flow === true ? raw : undefined;
  if (!isScalar(source) || typeof source.value !== "string") return undefined;
  return /^(?:"[^\n]*"|'[^\n]*'|[\w./-]+)$/.test(raw) ? raw : JSON.stringify(source.value);
}

function addedToMap(
  text: string,
  map: YAMLMap,
  { nulls, spelling }: { readonly nulls: string; readonly spelling: string },
): Edit | undefined {
  const listed = map.get("nulls", true);
  if (listed !== undefined) return isSeq(listed) && !isShared(listed) ? addedToList(listed, spelling) : undefined;
  const [first] = map.items;
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  if (start === undefined) return undefined;
  if (map.flow === true) return { start, end: start, text: `${nulls}, ` };
  const indentation = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  return /^ *$/.test(indentation) ? { start, end: start, text: `${nulls}${line}${indentation}` } : undefined;
}

function addedToList(list: YAMLSeq, spelling: string): Edit | undefined {
  if (list.flow !== true || list.range == null) return undefined;
  const last = list.items.at(-1);
  if (last === undefined) return { start: list.range[0] + 1, end: list.range[0] + 1, text: spelling };
  const end = isScalar(last) ? last.range?.[1] : undefined;
  return end === undefined ? undefined : { start: end, end, text: `, ${spelling}` };
}
