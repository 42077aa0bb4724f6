/**
 * A cell as RFC 4180 quotes it. Spreadsheets run text that begins like a formula, so such text gets an apostrophe
 * in front, which they take for "this is text"; numbers, negative ones too, stay what they are.
 */
export function csvCell(text: string): string {
  const formula = /^[=+\-@\t\r\n]/.test(text) && !isNumber(text);
  const safe = formula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || text === "-Infinity";
