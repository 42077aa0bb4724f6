import { spelledName } from "./names.ts";

/** Whether a filter is a query: it compares something. Any other is words of the name. */
export const isQuery = (filter: string): boolean =>
  /[=<>]|\b(I?LIKE|BETWEEN)\s|\bIN\s*\(|\bIS\s+(NOT\s+)?NULL\b/i.test(filter);

export interface Common {
  readonly of: "param" | "tag";
  readonly key: string;
  /** Null for runs that lack it. */
  readonly value: string | null;
}

/** A query for those of a filter's runs that have some values in common. */
export function narrowed(filter: string, common: readonly Common[]): string {
  const text = filter.trim();
  const before = isQuery(text)
    ? [`(${text})`]
    : text.split(/\s+/).flatMap((word) => (word === "" ? [] : `name ILIKE ${quoted(`%${word}%`)}`));
  const conditions = common.map(({ of, key, value }) => {
    const name = `${of === "param" ? "params" : "tags"}.${spelledName(key)}`;
    if (value === null) return `${name} IS NULL`;
    return value.includes("'") && value.includes('"')
      ? `${name} LIKE '${value.replace(/'/g, "_")}'`
      : `${name} = ${quoted(value)}`;
  });
  return [...before, ...conditions].join(" AND ");
}

/** In the quotes that it has not in itself: MLflow's language has no way to write them twice. */
const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
