import { setImmediate } from "node:timers/promises";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { DataProfile } from "../../protocol/profileEntities.ts";
import { rankedColumn, spearmanOfPair } from "../../statistics/correlation/rankCorrelation.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";
import type { ColumnFacts } from "./columnFacts.ts";
import { isFloating } from "./kindOf.ts";

/** Pairs grow with the square of the columns. */
const mostCorrelated = 24;
/** Up to so many rows are ranked; of more, a sample of about so many. */
export const mostRanked = 100_000;

export type Correlations = Pick<DataProfile, "correlations" | "rankedRows">;

/** How number columns go together: Pearson's r over all rows, Spearman's ρ over at most about `mostRanked` of them. */
export async function correlationsOf(
  session: Session,
  from: string,
  facts: readonly ColumnFacts[],
  rows: number,
): Promise<Correlations> {
  const numbers = facts.filter(({ kind }) => kind === "number").slice(0, mostCorrelated);
  const pairs = numbers.flatMap((_, a) => numbers.slice(a + 1).map((_, next) => ({ a, b: a + 1 + next })));
  if (pairs.length === 0) return { correlations: [], rankedRows: 0 };
  const r = await pearson(session, from, numbers, pairs);
  const sample = await sampleOf(session, from, numbers, rows);
  const ranked = [];
  for (const values of sample) {
    ranked.push(rankedColumn(values));
    await letIn(session);
  }
  const correlations = [];
  for (const [at, pair] of pairs.entries()) {
    const [a, b] = [ranked[pair.a], ranked[pair.b]];
    const rho = a === undefined || b === undefined ? null : spearmanOfPair(a, b);
    correlations.push({ a: numbers[pair.a]?.name ?? "", b: numbers[pair.b]?.name ?? "", r: r[at] ?? null, rho });
    await letIn(session);
  }
  return { correlations, rankedRows: sample[0]?.length ?? 0 };
}

/** Other work of the process, and the end of this one, have their turn. */
async function letIn({ signal }: Session): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw new TidemarkError("cancelled", "The profile was cancelled.");
}

async function pearson(
  session: Session,
  from: string,
  columns: readonly ColumnFacts[],
  pairs: readonly { readonly a: number; readonly b: number }[],
): Promise<(number | null)[]> {
  // A constant column goes together with nothing: NaN.
  const parts = pairs.map(({ a, b }, index) => `nullif(corr(c${a}, c${b}), 'nan') AS r${index}`);
  const row = await session.row(
    z.record(z.string(), z.number().nullable()),
    `SELECT ${parts.join(", ")} FROM (SELECT ${doubles(columns)} FROM ${from})`,
  );
  return pairs.map((_, index) => {
    const r = row[`r${index}`] ?? null;
    // By roundings a straight line's coefficient is a little beyond 1 or below it, where it would be shown as 0.999.
    return r === null ? null : Number(r.toFixed(12));
  });
}

/** Each column of finite numbers, null for all else, as c0, c1, … */
const doubles = (columns: readonly ColumnFacts[]): string =>
  columns
    .map(({ name, type }, index) => {
      const value = `${identifier(name)}::DOUBLE`;
      return `${isFloating(type) ? `CASE WHEN isfinite(${value}) THEN ${value} END` : value} AS c${index}`;
    })
    .join(", ");

/** The columns' values, NaN where one is missing. Rows of a sample are chosen by a hash of their place: the same in every run. */
async function sampleOf(
  session: Session,
  from: string,
  columns: readonly ColumnFacts[],
  rows: number,
): Promise<Float64Array[]> {
  const wanted = columns.map((_, index) => `c${index}`).join(", ");
  const all = `SELECT ${doubles(columns)}, row_number() OVER () AS place FROM ${from}`;
  const below = (2n ** 64n * BigInt(mostRanked)) / BigInt(Math.max(rows, 1));
  const chosen = rows > mostRanked ? `WHERE hash(place) < ${below}::UBIGINT` : "";
  const parts: Float64Array[][] = columns.map(() => []);
  for await (const chunk of session.chunks(`SELECT ${wanted} FROM (${all}) ${chosen}`)) {
    for (const [index, list] of parts.entries()) {
      const vector = chunk.getColumnVector(index);
      list.push(Float64Array.from({ length: chunk.rowCount }, (_, row) => Number(vector.getItem(row) ?? Number.NaN)));
    }
  }
  return parts.map(joined);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
