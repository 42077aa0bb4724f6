import { invalidParameter } from "../../protocol/errors.ts";

/** A row as it was sent. */
export interface SentRow {
  /** Its JSON, character by character: numbers keep all their digits. */
  readonly text: string;
  readonly keys: readonly string[];
}

/**
 * The rows of a request: of a JSON list or a single object, or of JSON Lines.
 * @throws TidemarkError `invalidParameter` for what is no JSON or no object, with its place; then nothing is taken
 */
export function splitRows(body: string, format: "json" | "jsonl"): SentRow[] {
  if (format === "jsonl") {
    return body.split("\n").flatMap((line, at) => {
      const text = line.trim();
      return text === "" ? [] : [sentRow(text, parsed(text, `Line ${at + 1}`), `Line ${at + 1}`)];
    });
  }
  const value = parsed(body, "The body");
  if (!Array.isArray(value)) return [sentRow(body.trim(), value, "The body")];
  const texts = elements(body);
  return value.map((row: unknown, at) => sentRow(texts[at] ?? "", row, `The row of index ${at}`));
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidParameter(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A row as its text, what it is, and how it is called where it is wrong. */
function sentRow(text: string, value: unknown, what: string): SentRow {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidParameter(`${what} is no JSON object such as {"column": "value"}.`);
  }
  return { text, keys: Object.keys(value) };
}

/** The texts of a list's elements; the list is valid JSON. */
function elements(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = list.indexOf("[") + 1;
  for (let at = start; at < list.length; at += 1) {
    const character = list[at];
    if (character === '"') at = closingQuote(list, at);
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || (character === "]" && depth > 0)) depth -= 1;
    else if (depth === 0 && (character === "," || character === "]")) {
      const text = list.slice(start, at).trim();
      if (text !== "") found.push(text);
      start = at + 1;
    }
  }
  return found;
}

function closingQuote(text: string, opening: number): number {
  let at = opening + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
