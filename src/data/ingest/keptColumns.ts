import * as z from "zod";
import { columnTypes } from "../../config/checks/columnType.ts";
import { lensOf } from "../checks/lens.ts";
import { identifier, literal } from "../duckdb/sql.ts";

/** A column as its rows are kept. Without a type values are kept as texts. */
export const KeptColumn = z.object({
  name: z.string(),
  type: z.enum(columnTypes).optional(),
  format: z.string().optional(),
  /** Names that differ from it in case alone: they are one column to DuckDB. */
  also: z.array(z.string()).optional(),
});
export type KeptColumn = z.infer<typeof KeptColumn>;

const pointer = (key: string): string => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** SQL of a row's value as text, from `raw`, its JSON. */
const textOf = ({ name, also = [] }: KeptColumn, nulls: readonly string[]): string => {
  const texts = [name, ...also].map((key) => `json_extract_string(raw, ${literal(pointer(key))})`);
  const text = `coalesce(${texts.join(", ")})`;
  return nulls.length === 0 ? text : `CASE WHEN ${text} NOT IN (${nulls.map(literal).join(", ")}) THEN ${text} END`;
};

/** SQL of all values as texts: `, … AS c0, … AS c1`. */
export const valuesOf = (columns: readonly KeptColumn[], nulls: readonly string[] = []): string =>
  columns.map((column, at) => `, ${textOf(column, nulls)} AS c${at}`).join("");

/** SQL of a column as a file keeps it, from `c0`, `c1` and so on. */
export function keptValue(column: KeptColumn, at: number): string {
  const { name, type, format } = column;
  const lens = lensOf({ name, id: `c${at}`, physical: "VARCHAR" }, { type, format });
  const value = type === undefined ? lens.id : lens.as(type).value;
  return `${type === "integer" ? `CAST(${value} AS BIGINT)` : value} AS ${identifier(name)}`;
}
