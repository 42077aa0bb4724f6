import * as z from "zod";
import type { DataColumn } from "../../protocol/dataEntities.ts";
import type { ColumnProfile, NumberFacts, TextFacts } from "../../protocol/profileEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";
import { textOfValue } from "../grid/cellText.ts";
import { isFloating, kindOf } from "./kindOf.ts";

/** Up to so many rows, distinct values and quantiles are exact. */
export const mostExact = 250_000;
const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;
const longestShown = 200;

/** Facts of all columns, without histograms and frequent values. */
export type ColumnFacts = Omit<ColumnProfile, "histogram" | "top">;

const count = z.bigint().transform(Number);
const Common = z.object({
  present: count,
  distinct: count,
  smallest: z.string().nullable(),
  largest: z.string().nullable(),
});
const Numbers = z.object({
  finite: count,
  mean: z.number().nullable(),
  stdev: z.number().nullable(),
  zeros: count,
  negatives: count,
  nan: count,
  infinite: count,
  quantiles: z.array(z.number()).nullable(),
});
const Texts = z.object({
  shortest: count.nullable(),
  longest: count.nullable(),
  meanLength: z.number().nullable(),
  empty: count,
});

/** All columns in one pass over the rows behind `from`. */
export async function columnFacts(
  session: Session,
  from: string,
  columns: readonly DataColumn[],
  rows: number,
): Promise<ColumnFacts[]> {
  const exact = rows <= mostExact;
  const parts = columns.map((column, index) => `${factsSql(column, exact)} AS c${index}`);
  if (parts.length === 0) return [];
  const row = await session.row(z.record(z.string(), z.unknown()), `SELECT ${parts.join(", ")} FROM ${from}`);
  return columns.map((column, index) => factsOf(column, row[`c${index}`], rows, exact));
}

/** Quicker than a count with a filter; of no rows it would be null. */
const countOf = (condition: string): string => `CAST(coalesce(count_if(${condition}), 0) AS BIGINT)`;
const none = "CAST(0 AS BIGINT)";

/** A structure of everything about one column. */
function factsSql({ name, type }: DataColumn, exact: boolean): string {
  const column = identifier(name);
  const kind = kindOf(type);
  const text = (aggregate: string): string => `left(${textOfValue(`${aggregate}(${column})`, type)}, ${longestShown})`;
  const fields = [
    `'present': count(${column})`,
    `'distinct': ${exact ? `count(DISTINCT ${column})` : `approx_count_distinct(${column})`}`,
    `'smallest': ${text("min")}`,
    `'largest': ${text("max")}`,
  ];
  if (kind === "number") {
    const value = `${column}::DOUBLE`;
    const finite = isFloating(type) ? `FILTER (WHERE isfinite(${value}))` : "";
    const list = `[${shares.join(", ")}]`;
    fields.push(
      `'finite': count(${column}) ${finite}`,
      `'mean': avg(${value}) ${finite}`,
      `'stdev': stddev_samp(${value}) ${finite}`,
      `'zeros': ${countOf(`${column} = 0`)}`,
      `'negatives': ${countOf(`${column} < 0`)}`,
      `'nan': ${isFloating(type) ? countOf(`isnan(${value})`) : none}`,
      `'infinite': ${isFloating(type) ? countOf(`isinf(${value})`) : none}`,
      `'quantiles': ${exact ? `quantile_cont(${value}, ${list})` : `approx_quantile(${value}, ${list})`} ${finite}`,
    );
  }
  if (kind === "text") {
    fields.push(
      `'shortest': min(length(${column}))`,
      `'longest': max(length(${column}))`,
      `'meanLength': avg(length(${column}))`,
      `'empty': ${countOf(`${column} = ''`)}`,
    );
  }
  return `{${fields.join(", ")}}`;
}

function factsOf({ name, type }: DataColumn, found: unknown, rows: number, exact: boolean): ColumnFacts {
  const kind = kindOf(type);
  const { present, distinct, smallest, largest } = Common.parse(found);
  return {
    name,
    type,
    kind,
    nulls: rows - present,
    // An estimate may be above what is possible.
    distinct: { value: Math.min(distinct, present), exact },
    smallest,
    largest,
    numbers: kind === "number" ? numberFacts(found, exact) : null,
    texts: kind === "text" ? textFacts(found) : null,
  };
}

function numberFacts(found: unknown, exact: boolean): NumberFacts {
  const { finite, quantiles, ...facts } = Numbers.parse(found);
  const values = finite === 0 ? [] : (quantiles ?? []);
  return {
    ...facts,
    stdev: finite < 2 ? null : facts.stdev,
    quantiles: values.map((value, index) => ({ p: shares[index] ?? 0, value })),
    quantilesExact: exact,
  };
}

const textFacts = (found: unknown): TextFacts => Texts.parse(found);
