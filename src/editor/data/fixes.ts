/** A cell without the white space around its value; within quotes where it has them. Null when there is none. */
export function trimmedCell(text: string): string | null {
  const [, quote = "", inner = text] = /^(")([\s\S]*)"$/.exec(text) ?? [];
  const trimmed = `${quote}${inner.trim()}${quote}`;
  return trimmed === text ? null : trimmed;
}

/** Whether a file's cells may be written anew one by one. */
export const isDelimited = (file: string): boolean => /\.(csv|tsv|tab)$/i.test(file);

/** What a cell of a delimited file holds. */
export const cellValue = (text: string): string =>
  /^"[\s\S]*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;

/**
 * A declaration such as `values: [de, fr]` with one more value; null when it is written in another way, in which adding
 * could change more than that.
 */
export function withValue(declaration: string, value: string): string | null {
  const found = /^(["']?values["']?\s*:\s*\[)([^[\]{}#&*]*)\]$/.exec(declaration);
  if (found === null) return null;
  const [, opening = "", list = ""] = found;
  if (list.trim() === "" || /,\s*$/.test(list)) return null;
  const items = list.split(",").map((item) => item.trim());
  const isNumber = (item: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(item);
  // A number among texts would be another value than the text in the file.
  const word = items.every(isNumber) && isNumber(value) ? value : JSON.stringify(value);
  const [, body = list, end = ""] = /^([\s\S]*?)(\s*)$/.exec(list) ?? [];
  return `${opening}${body}, ${word}${end}]`;
}
