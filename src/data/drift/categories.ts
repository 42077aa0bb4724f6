import * as z from "zod";
import type { CategoryTable } from "../../statistics/drift/categories.ts";
import type { Session } from "../duckdb/database.ts";
import type { Values } from "./sides.ts";

/** Both sides of a column of categories. */
export interface CategoryPair extends CategoryTable {
  /** Rows with a category beyond the commonest, which are not told apart. */
  readonly otherReference: number;
  readonly otherCurrent: number;
  readonly appeared: readonly Counted[];
  readonly vanished: readonly Counted[];
  readonly appearedCount: number;
  readonly vanishedCount: number;
}

interface Counted {
  readonly label: string;
  readonly reference: number;
  readonly current: number;
}

/** So many categories, the commonest in both samples together, are told apart. */
const mostCategories = 1000;
const mostListed = 50;
/** A label is for reading: longer ones are cut. */
const longestLabel = 200;

const Row = z.object({ v: z.string(), a: z.number(), b: z.number() });
const Totals = z.object({ a: z.number(), b: z.number(), appeared: z.number(), vanished: z.number() });

/** Counts the categories of a column of texts on both sides. */
export async function countCategories(
  session: Session,
  column: string,
  { reference, current }: { readonly reference: Values; readonly current: Values },
): Promise<CategoryPair> {
  const grouped = (table: string): string =>
    `SELECT ${column} AS v, count(*) AS n FROM ${table} WHERE v IS NOT NULL GROUP BY v`;
  await session.run(`
    CREATE OR REPLACE TEMP TABLE __categories AS
    SELECT v, CAST(coalesce(r.n, 0) AS DOUBLE) AS a, CAST(coalesce(c.n, 0) AS DOUBLE) AS b
    FROM (${grouped(reference.table)}) AS r FULL JOIN (${grouped(current.table)}) AS c USING (v)`);
  const list = (where: string, most: number): Promise<z.infer<typeof Row>[]> =>
    session.rows(
      Row,
      `SELECT left(v, ${longestLabel}) AS v, a, b FROM __categories WHERE ${where} ORDER BY a + b DESC, __categories.v LIMIT ${most}`,
    );
  const counted = (rows: readonly z.infer<typeof Row>[]): Counted[] =>
    rows.map(({ v, a, b }) => ({ label: v, reference: a, current: b }));
  const top = await list("true", mostCategories);
  const totals = await session.row(
    Totals,
    `SELECT coalesce(sum(a), 0) AS a, coalesce(sum(b), 0) AS b, CAST(count(*) FILTER (a = 0) AS DOUBLE) AS appeared,
       CAST(count(*) FILTER (b = 0) AS DOUBLE) AS vanished FROM __categories`,
  );
  const sum = (of: "a" | "b"): number => top.reduce((before, row) => before + row[of], 0);
  return {
    labels: top.map(({ v }) => v),
    reference: Float64Array.from(top, ({ a }) => a),
    current: Float64Array.from(top, ({ b }) => b),
    otherReference: totals.a - sum("a"),
    otherCurrent: totals.b - sum("b"),
    appeared: counted(await list("a = 0", mostListed)),
    vanished: counted(await list("b = 0", mostListed)),
    appearedCount: totals.appeared,
    vanishedCount: totals.vanished,
  };
}
