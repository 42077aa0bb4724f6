import { identifier } from "../duckdb/sql.ts";

/** Beyond this a cell is cut. */
export const longestCell = 400;

/** SQL that shows a column's value as text: every digit of it, lists and structures as JSON, bytes by their number. */
export const textOf = (name: string, type: string): string => textOfValue(identifier(name), type);

/** The same of any value of a type. */
export function textOfValue(value: string, type: string): string {
  if (/^BLOB|^BIT$/.test(type)) return `octet_length(${value}) || ' bytes'`;
  if (/\]$|^(STRUCT|MAP|UNION)\(/.test(type)) return `to_json(${value})::VARCHAR`;
  return `${value}::VARCHAR`;
}

/** The same, cut where it is long. */
export const shortTextOf = (name: string, type: string): string => {
  const text = textOf(name, type);
  return `CASE WHEN length(${text}) > ${longestCell} THEN left(${text}, ${longestCell}) || '…' ELSE ${text} END`;
};
