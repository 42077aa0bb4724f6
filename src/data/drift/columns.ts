import * as z from "zod";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";

/** How a column is compared. */
export type Kind = "numbers" | "categories";

/** A column that both sides have, and how its values are read for comparing. */
export interface ComparedColumn {
  readonly name: string;
  /** The reference's, in DuckDB's words. */
  readonly type: string;
  readonly kind: Kind;
  /** Dates and times are compared as seconds since 1970 in UTC, times of day since midnight. */
  readonly isTime: boolean;
}

export interface PairedColumns {
  readonly compared: readonly ComparedColumn[];
  readonly appeared: readonly string[];
  readonly vanished: readonly string[];
  readonly changed: readonly { readonly name: string; readonly reference: string; readonly current: string }[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

const Described = z.object({ column_name: z.string(), column_type: z.string() });

/** The columns of what stands after FROM. */
export async function columnsOf(session: Session, from: string): Promise<readonly TypedColumn[]> {
  const columns = await session.rows(Described, `DESCRIBE SELECT * FROM ${from}`);
  return columns.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
}

/** Those of the named columns in which every row lacks a value. */
export async function withoutValues(
  session: Session,
  { from }: { readonly from: string },
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const counts = names.map((name) => `CAST(count(${identifier(name)}) AS DOUBLE)`);
  const { present } = await session.row(
    z.object({ present: z.array(z.number()) }),
    `SELECT [${counts.join(", ")}] AS present FROM ${from}`,
  );
  return new Set(names.filter((_, i) => present[i] === 0));
}

/** DuckDB's word for a column that holds nothing but null. */
const nullType = '"NULL"';

/** The columns as they are when nothing is known of the types of some. */
export const untyped = (columns: readonly TypedColumn[], names: ReadonlySet<string>): readonly TypedColumn[] =>
  columns.map((column) => (names.has(column.name) ? { ...column, type: nullType } : column));

type Family = "number" | "time" | "time of day" | "category" | "none" | "nested";

/** Pairs the columns of both sides by name, in the reference's order. */
export function pairColumns(reference: readonly TypedColumn[], current: readonly TypedColumn[]): PairedColumns {
  const compared: ComparedColumn[] = [];
  const changed: PairedColumns["changed"][number][] = [];
  const leftOut: PairedColumns["leftOut"][number][] = [];
  const others = new Map(current.map((column) => [column.name, column.type]));
  for (const { name, type } of reference) {
    const other = others.get(name);
    if (other === undefined) continue;
    const [a, b] = [familyOf(type), familyOf(other)];
    const family = a === "none" ? b : a;
    const known = a === "none" ? other : type;
    if (b !== "none" && family !== b) changed.push({ name, reference: type, current: other });
    else if (family === "nested") leftOut.push({ name, reason: `Values of the type ${type} are not compared.` });
    else compared.push({ name, type: known, kind: kindOf(family), isTime: family === "time" });
  }
  const names = new Set(reference.map(({ name }) => name));
  return {
    compared,
    changed,
    leftOut,
    appeared: current.map(({ name }) => name).filter((name) => !names.has(name)),
    vanished: [...names].filter((name) => !others.has(name)),
  };
}

const kindOf = (family: Family): Kind =>
  family === "number" || family === "time" || family === "time of day" ? "numbers" : "categories";

function familyOf(type: string): Family {
  if (/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|BIGNUM)$/.test(type))
    return "number";
  if (/^(DATE|TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?)$/.test(type)) return "time";
  if (/^TIME(_NS)?$/.test(type)) return "time of day";
  if (type === nullType) return "none";
  if (/^(VARCHAR|BOOLEAN|UUID|JSON|ENUM\(.*\))$/s.test(type)) return "category";
  return "nested";
}

/**
 * A column's value for comparing, where it has the given type: a finite or infinite number, or a text; null for null and
 * NaN.
 */
export function comparableValue({ name, kind }: ComparedColumn, type = ""): string {
  const value = identifier(name);
  if (kind === "categories") return `CAST(${value} AS VARCHAR)`;
  if (/^(DATE|TIME)/.test(type)) return `CAST(epoch(${value}) AS DOUBLE)`;
  if (type !== "FLOAT" && type !== "DOUBLE") return `CAST(${value} AS DOUBLE)`;
  return `CASE WHEN isnan(${value}) THEN NULL ELSE CAST(${value} AS DOUBLE) END`;
}
