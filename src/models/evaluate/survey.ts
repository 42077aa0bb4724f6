import * as z from "zod";
import type { Session } from "../../data/duckdb/database.ts";
import { identifier, literal } from "../../data/duckdb/sql.ts";
import { invalidParameter } from "../../protocol/errors.ts";

/** How many rows there are, and the values of some columns as text, in order, null last. */
export interface Survey {
  readonly rows: number;
  /** By column; one more than asked for where there are more. */
  readonly values: readonly (readonly (string | null)[])[];
}

const Counted = z.object({
  /** The column's place; null for all rows together. */
  column: z.int().nullable(),
  value: z.string().nullable(),
  rows: z.bigint().transform(Number),
});

/** Reads the rows once for all columns. @param most values of one column that are told */
export async function survey(
  session: Session,
  from: string,
  columns: readonly string[],
  most: number,
): Promise<Survey> {
  const names = columns.map((_, i) => `v${i}`);
  const which = names.map((name, i) => `WHEN grouping(${name}) = 0 THEN ${i}`);
  const found = await session.rows(
    Counted,
    columns.length === 0
      ? `SELECT NULL AS "column", NULL AS value, count(*) AS rows FROM ${from}`
      : `SELECT * FROM (
           SELECT CASE ${which.join(" ")} END AS "column", coalesce(${names.join(", ")}) AS value, count(*) AS rows
           FROM (SELECT ${columns.map((column, i) => `${textOf(column)} AS v${i}`).join(", ")} FROM ${from})
           GROUP BY GROUPING SETS ((), ${names.map((name) => `(${name})`).join(", ")}))
         QUALIFY row_number() OVER (PARTITION BY "column" ORDER BY value NULLS FIRST) <= ${most + 2}
         ORDER BY "column", value NULLS LAST`,
  );
  return {
    rows: found.find(({ column }) => column === null)?.rows ?? 0,
    values: columns.map((_, i) => found.filter(({ column }) => column === i).map(({ value }) => value)),
  };
}

/** In SQL. */
export const textOf = (column: string): string => `CAST(${identifier(column)} AS VARCHAR)`;

/**
 * In SQL, the place of a column's value in a list that has all of them; null for null. So that no text is made for each row.
 * @throws invalidParameter for a value that can't be written in a query
 */
export function placeIn(values: readonly (string | null)[], column: string): string {
  const texts = values.filter((value) => value !== null);
  if (texts.some((text) => text.includes("\0"))) {
    throw invalidParameter(`"${column}" has a value with the character NUL, by which rows can't be divided.`);
  }
  if (texts.length === 0) return "CAST(NULL AS UTINYINT)";
  return `enum_code(CAST(${textOf(column)} AS ENUM(${texts.map(literal).join(", ")})))`;
}
