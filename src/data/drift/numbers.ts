import * as z from "zod";
import type { PooledBins } from "../../statistics/drift/bounds.ts";
import { type Distribution, distributionOf } from "../../statistics/drift/distribution.ts";
import { pool } from "../../statistics/drift/pooled.ts";
import type { Session } from "../duckdb/database.ts";
import { literal, literals } from "../duckdb/sql.ts";
import type { Facts } from "./facts.ts";
import type { Values } from "./sides.ts";

/** Both sides of a column of numbers. */
export interface NumberPair extends PooledBins {
  /** How many bins there are; null when every value was counted by itself. */
  readonly bins: number | null;
}

interface Both<T> {
  readonly reference: T;
  readonly current: T;
}

/** Up to so many rows, or so many distinct values in a sample, each value is counted by itself. */
const mostExactRows = 50_000;
const mostExactValues = 2500;
/** So many of the smallest and of the largest values get bins of their own. */
const outermost = 24;

/** Counts the values of a column on both sides: each one, or where there are many, in bins. */
export async function countNumbers(
  session: Session,
  column: string,
  sides: Both<Values>,
  facts: Both<Facts>,
): Promise<NumberPair> {
  const { reference, current } = facts;
  const isSmall = Math.max(reference.present, current.present) <= mostExactRows;
  const hasFew = Math.max(reference.distinct, current.distinct) <= mostExactValues;
  return isSmall || hasFew ? countEach(session, column, sides) : binned(session, column, sides, facts);
}

/** Counts each value of an expression of which only few are distinct. */
export async function countEach(session: Session, expression: string, sides: Both<Values>): Promise<NumberPair> {
  const reference = await counted(session, expression, sides.reference);
  const current = await counted(session, expression, sides.current);
  const pooled = pool(reference, current);
  return { ...pooled, isExact: new Uint8Array(pooled.values.length).fill(1), bins: null };
}

async function counted(session: Session, expression: string, { table }: Values): Promise<Distribution> {
  const values: number[] = [];
  const counts: number[] = [];
  const query = `SELECT ${expression} AS v, CAST(count(*) AS DOUBLE) FROM ${table} WHERE v IS NOT NULL GROUP BY v ORDER BY v`;
  for await (const chunk of session.chunks(query)) {
    for (const value of chunk.getColumnValues(0)) values.push(Number(value));
    for (const count of chunk.getColumnValues(1)) counts.push(Number(count));
  }
  const size = counts.reduce((sum, count) => sum + count, 0);
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), size };
}

/** The bins' ends are the outermost values of both sides and quantiles of samples: any ends would be right, these are narrow. */
async function binned(session: Session, column: string, sides: Both<Values>, facts: Both<Facts>): Promise<NumberPair> {
  const outer = {
    reference: await outermostOf(session, column, sides.reference, facts.reference),
    current: await outermostOf(session, column, sides.current, facts.current),
  };
  const ends = distributionOf(
    Float64Array.from(
      [outer.reference, outer.current]
        .flatMap(({ smallest, largest }) => [...smallest, ...largest])
        .concat(facts.reference.quantiles, facts.current.quantiles),
    ),
  ).values;
  return {
    values: ends,
    referenceCounts: await histogram(session, column, sides.reference, ends),
    currentCounts: await histogram(session, column, sides.current, ends),
    referenceSize: facts.reference.present,
    currentSize: facts.current.present,
    isExact: exactBins(ends, outer),
    bins: ends.length,
  };
}

/** All values below and above a sample's, or the outermost of them; ascending. */
interface Outermost {
  readonly smallest: readonly number[];
  readonly largest: readonly number[];
}

async function outermostOf(
  session: Session,
  column: string,
  { table }: Values,
  { quantiles }: Facts,
): Promise<Outermost> {
  const low = quantiles[0];
  const high = quantiles.at(-1);
  const bound = (end: number | undefined): string => `CAST(${literal(String(end ?? 0))} AS DOUBLE)`;
  const list = async (where: string, order: string): Promise<number[]> => {
    const values: number[] = [];
    const query = `SELECT ${column} AS v FROM ${table} WHERE v ${where} ORDER BY v ${order} LIMIT ${outermost}`;
    for await (const chunk of session.chunks(query)) {
      for (const value of chunk.getColumnValues(0)) values.push(Number(value));
    }
    return values;
  };
  return {
    smallest: await list(`<= ${bound(low)}`, "ASC"),
    largest: (await list(`>= ${bound(high)}`, "DESC")).reverse(),
  };
}

/** How many values are in each bin, which ends at and holds its upper end. */
async function histogram(
  session: Session,
  column: string,
  { table }: Values,
  ends: Float64Array,
): Promise<Float64Array> {
  // As texts, since DuckDB reads numbers as decimals and rounds them; as a row, since it copies a constant list all the time.
  const list = `CAST(${literals(Array.from(ends, String))} AS DOUBLE[])`;
  const row = await session.row(
    z.object({ counts: z.array(z.number()).nullable() }),
    `WITH ends AS MATERIALIZED (SELECT ${list} AS list)
     SELECT [CAST(count AS DOUBLE) FOR count IN map_values(histogram(${column}, (SELECT list FROM ends)))] AS counts FROM ${table}`,
  );
  const counts = new Float64Array(ends.length);
  counts.set((row.counts ?? []).slice(0, ends.length));
  return counts;
}

/**
 * Bins that hold nothing but their end: all values up to the last of the smallest, and from the first of the largest on,
 * are ends.
 */
function exactBins(ends: Float64Array, { reference, current }: Both<Outermost>): Uint8Array {
  const isExact = ({ smallest, largest }: Outermost, end: number, previous: number): boolean =>
    end <= (smallest.at(-1) ?? Number.NEGATIVE_INFINITY) || previous >= (largest[0] ?? Number.POSITIVE_INFINITY);
  return Uint8Array.from(ends, (end, i) => {
    const previous = ends[i - 1] ?? Number.NEGATIVE_INFINITY;
    return isExact(reference, end, previous) && isExact(current, end, previous) ? 1 : 0;
  });
}
