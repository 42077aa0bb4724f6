import * as z from "zod";
import type { Session } from "../duckdb/database.ts";
import { numberOf } from "./plan.ts";

/** Two expressions over the rows, and what they are. */
export type Association =
  | { readonly kind: "numbers"; readonly a: string; readonly b: string }
  | { readonly kind: "mixed"; readonly number: string; readonly category: string }
  | { readonly kind: "ranked"; readonly value: string; readonly category: string }
  | { readonly kind: "categories"; readonly a: string; readonly b: string };

const Value = z.object({ value: z.number().nullable(), groups: z.bigint(), rows: z.bigint() });

/** With fewer rows a category than this, a category tells the other side by chance alone. */
const leastRows = 5;

/**
 * How strongly two columns go together, over the rows that have both: Spearman's ρ of numbers (with its sign), the correlation
 * ratio η of a number or of ranks and a category, the bias-corrected Cramér's V of two categories (Bergsma 2013). Null where it
 * can't be told: one side is constant, there are fewer than two rows, or there are nearly as many categories as rows.
 */
export async function associate(session: Session, rows: string, association: Association): Promise<number | null> {
  const [found] = await session.rows(Value, queryOf(rows, association));
  if (found === undefined) return null;
  const { value, groups, rows: count } = found;
  const tooMany = association.kind !== "numbers" && Number(groups) * leastRows > Number(count);
  const known = numberOf(value);
  return tooMany || known === null || Number.isNaN(known) ? null : Number(known.toFixed(12));
}

function queryOf(rows: string, association: Association): string {
  switch (association.kind) {
    case "numbers": {
      const { a, b } = association;
      const both = `(SELECT ${a} AS a, ${b} AS b FROM ${rows} WHERE (${a}) IS NOT NULL AND (${b}) IS NOT NULL)`;
      return `SELECT corr(ra, rb) AS value, 0::BIGINT AS groups, count(*) AS rows FROM (SELECT ${rank("a")} AS ra, ${rank("b")} AS rb FROM ${both})`;
    }
    case "mixed":
      return ratio(pairs(rows, association.number, association.category));
    case "ranked": {
      const both = pairs(rows, association.value, association.category);
      return ratio(`(SELECT ${rank("x")} AS x, g FROM ${both})`);
    }
    case "categories":
      return cramer(pairs(rows, association.a, association.b));
  }
}

const pairs = (rows: string, x: string, g: string): string =>
  `(SELECT ${x} AS x, ${g} AS g FROM ${rows} WHERE (${x}) IS NOT NULL AND (${g}) IS NOT NULL)`;

/** The mean rank of equal values. */
const rank = (column: string): string =>
  `(rank() OVER (ORDER BY ${column}) + (count(*) OVER (PARTITION BY ${column}) - 1) / 2.0)`;

/** η = √(SS between groups / SS in all). */
const ratio = (both: string): string =>
  `WITH used AS MATERIALIZED (SELECT * FROM ${both}), total AS (SELECT avg(x) AS m, count(*) * var_pop(x) AS ss, count(*) AS n FROM used),
   grouped AS (SELECT avg(x) AS m, count(*) AS n FROM used GROUP BY g)
   SELECT CASE WHEN total.ss > 0 AND count(*) > 1 THEN sqrt(least(1, sum(grouped.n * (grouped.m - total.m) ** 2) / total.ss)) END AS value,
   count(*) AS groups, total.n AS rows FROM grouped, total GROUP BY total.ss, total.n`;

/** V̂ = √(φ̂² / min(k̂ − 1, r̂ − 1)). */
const cramer = (both: string): string =>
  `WITH cells AS (SELECT x, g, count(*) AS n FROM ${both} GROUP BY x, g),
   xs AS (SELECT x, sum(n) AS n FROM cells GROUP BY x), gs AS (SELECT g, sum(n) AS n FROM cells GROUP BY g),
   sizes AS (SELECT (SELECT count(*) FROM xs) AS k, (SELECT count(*) FROM gs) AS l, (SELECT coalesce(sum(n), 0) FROM cells) AS n),
   phi AS (SELECT sum(cells.n * cells.n / (xs.n * gs.n)) - 1 AS phi FROM cells JOIN xs USING (x) JOIN gs USING (g)),
   corrected AS (SELECT k, l, n, greatest(0, phi - (k - 1) * (l - 1) / (n - 1)) AS p, k - (k - 1) ** 2 / (n - 1) AS kk, l - (l - 1) ** 2 / (n - 1) AS ll FROM sizes, phi WHERE n > 1)
   SELECT CASE WHEN least(kk - 1, ll - 1) > 0 THEN sqrt(least(1, p / least(kk - 1, ll - 1))) END AS value, greatest(k, l)::BIGINT AS groups, n::BIGINT AS rows FROM corrected`;
