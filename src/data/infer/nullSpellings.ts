import * as z from "zod";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { usualNullSpellings } from "../../config/nullSpellings.ts";
import type { Table } from "../checks/table.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";

const Row = z.record(z.string(), z.array(z.string()).nullable());

/** Texts such as NA that stand in columns of otherwise nothing but numbers or dates. */
export async function nullSpellings(
  session: Session,
  table: Table,
  types: ReadonlyMap<string, ColumnType>,
): Promise<string[]> {
  const texts = table.columns.filter(({ id, physical }) => physical === "VARCHAR" && types.get(id) === "string");
  const tried: readonly ColumnType[] = ["number", "timestamp"];
  const figures = texts.flatMap((lens) =>
    tried.map((type) => {
      const { reads } = lens.as(type);
      const isNull = `lower(trim(${lens.text})) IN (${usualNullSpellings.map(literal).join(", ")})`;
      const fits = `count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND NOT ${reads} AND NOT ${isNull}) = 0 AND count(*) FILTER (WHERE ${reads} AND NOT ${isNull}) > 0`;
      return `CASE WHEN ${fits} THEN list_sort(list(DISTINCT ${lens.text}) FILTER (WHERE ${isNull})) END AS ${type}_${lens.id}`;
    }),
  );
  if (figures.length === 0) return [];
  const found = await session.row(Row, `SELECT ${figures.join(", ")} FROM ${table.rows}`);
  return [...new Set(Object.values(found).flatMap((spellings) => spellings ?? []))].sort();
}
