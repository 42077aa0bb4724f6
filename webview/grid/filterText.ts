import type { ColumnFilter } from "../../src/protocol/gridEntities.ts";

/** What one may write into a column's filter. */
export const filterHelp = [
  "text: holds it",
  "=x, !=x: is, is not",
  "<x, <=x, >x, >=x: below, above",
  "a..b: between",
  "null, !null: has no value, has one",
].join("\n");

const comparisons = [
  ["!=", "notEquals"],
  ["<=", "lessOrEqual"],
  [">=", "greaterOrEqual"],
  ["=", "equals"],
  ["<", "less"],
  [">", "greater"],
] as const;

/** The filter that a text stands for; null for an empty one, or one that is not complete yet. */
export function filterOf(column: string, text: string): ColumnFilter | null {
  const words = text.trim();
  if (words === "") return null;
  if (words === "null") return { column, operator: "isNull", values: [] };
  if (words === "!null") return { column, operator: "isNotNull", values: [] };
  for (const [sign, operator] of comparisons) {
    if (!words.startsWith(sign)) continue;
    const value = words.slice(sign.length).trim();
    return value === "" ? null : { column, operator, values: [value] };
  }
  const [, low, high] = /^(.+?)\.\.(.+)$/.exec(words) ?? [];
  if (low !== undefined && high !== undefined)
    return { column, operator: "between", values: [low.trim(), high.trim()] };
  return { column, operator: "contains", values: [words] };
}
