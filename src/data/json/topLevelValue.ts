/** Offsets in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the value of a key stands in the text of a JSON object; undefined when it is no object or lacks the key. The text is
 * valid JSON; of other text something is returned, or nothing.
 */
export function topLevelValue(text: string, key: string): Span | undefined {
  let at = skipSpace(text, 0);
  if (text[at] !== "{") return undefined;
  at = skipSpace(text, at + 1);
  while (text[at] === '"') {
    const name = skipString(text, at);
    const colon = skipSpace(text, name);
    const start = skipSpace(text, colon + 1);
    const end = skipValue(text, start);
    if (end <= start) return undefined;
    if (nameOf(text.slice(at, name)) === key) return { start, end };
    at = skipSpace(text, end);
    if (text[at] !== ",") return undefined;
    at = skipSpace(text, at + 1);
  }
  return undefined;
}

function nameOf(quoted: string): string | undefined {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    const name: unknown = JSON.parse(quoted);
    return typeof name === "string" ? name : undefined;
  } catch {
    // A name that is no JSON is no one's.
    return undefined;
  }
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && " \t\r\n".includes(text[i] ?? "")) i += 1;
  return i;
}

function skipString(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return Math.min(i + 1, text.length);
}

function skipValue(text: string, at: number): number {
  let depth = 0;
  let i = at;
  while (i < text.length) {
    const character = text[i] ?? "";
    if (character === '"') {
      i = skipString(text, i);
      if (depth === 0) return i;
      continue;
    }
    if (depth === 0 && ",}] \t\r\n".includes(character)) return i;
    if ("{[".includes(character)) depth += 1;
    if ("}]".includes(character)) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
    i += 1;
  }
  return i;
}
