import * as z from "zod";
import { isAddress } from "../../protocol/address.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { DriftSideFacts } from "../../protocol/driftEntities.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import type { Reading } from "../sources/reading.ts";
import { relationOf } from "../sources/relation.ts";
import { type ComparedColumn, columnsOf, comparableValue } from "./columns.ts";
import type { Declared } from "./declared.ts";

/** Rows that can be compared, before their values are read. */
export interface Side {
  readonly facts: Omit<DriftSideFacts, "rows">;
  /** A query in brackets. */
  readonly from: string;
  readonly columns: Awaited<ReturnType<typeof columnsOf>>;
  readonly isParquet: boolean;
}

/** Finds a side's rows. Its conditions are tried on no rows, so that a mistake in one is told before the work begins. */
export async function openSide(
  session: Session,
  side: DriftSide,
  slice: string | undefined,
  { source, time, rows }: Declared,
  { workspace, reading }: { readonly workspace: string; readonly reading: Reading },
): Promise<Side> {
  const { from, format, files } = await relationOf(session, source, { workspace, reading });
  const isParquet = format === "parquet";
  const conditions = [...rows, ...windowOf(side.window, time), ...wordsOf(side.where), ...wordsOf(slice)];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.map((text) => `(${text})`).join(" AND ")}`;
  const columns = await columnsOf(session, from);
  if (conditions.length > 0) await session.run(`SELECT 1 FROM ${from}${where} LIMIT 0`);
  const place = isParquet ? ", hash(filename, file_row_number) AS __place" : "";
  const label = side.label ?? labelOf(side, source.paths);
  return {
    facts: { label, format, files: [...files], table: tableOf({ ...source, format }, files, where) },
    columns,
    isParquet,
    from: `(SELECT *${place} FROM ${from}${where})`,
  };
}

/** How a table shows the rows of the only file. */
function tableOf(source: DataSource, [file, ...others]: readonly string[], where: string): DriftSideFacts["table"] {
  if (file === undefined || others.length > 0 || isAddress(file)) return null;
  return { source: { ...source, paths: [file] }, query: where === "" ? null : `SELECT *\nFROM data\n${where.trim()}` };
}

/** A user's condition stands on lines of its own: a comment at its end ends with it. */
const wordsOf = (condition: string | undefined): string[] =>
  condition === undefined || condition.trim() === "" ? [] : [`\n${condition}\n`];

function windowOf(window: DriftSide["window"], time: string | undefined): string[] {
  if (window === undefined) return [];
  const column = window.column ?? time;
  if (column === undefined)
    throw invalidParameter('A window of time needs a column: name it, or declare the data set\'s "time".');
  const bound = (sign: string, text: string): string =>
    `CAST(${identifier(column)} AS TIMESTAMP) ${sign} CAST(${literal(text)} AS TIMESTAMP)`;
  return [
    ...(window.from === undefined ? [] : [bound(">=", window.from)]),
    ...(window.before === undefined ? [] : [bound("<", window.before)]),
  ];
}

function labelOf({ of, window, where }: DriftSide, paths: readonly string[]): string {
  const name = "dataset" in of ? `${of.dataset}${of.part === undefined ? "" : ` (${of.part})`}` : paths.join(", ");
  const from = window?.from === undefined ? "" : ` from ${window.from}`;
  const before = window?.before === undefined ? "" : ` before ${window.before}`;
  return `${name}${from}${before}${where === undefined ? "" : ` where ${where}`}`;
}

/** A side's values, ready for comparing: column `c0` holds the first compared column's, and so on. */
export interface Values {
  readonly table: string;
  readonly rows: number;
  /** A number for each row that is the same in every run: for samples. */
  readonly place: string;
}

/** Beyond so many values, Parquet is read anew for each column instead of being kept. */
const mostKept = 40_000_000;
const Counted = z.object({ rows: z.bigint() });

/**
 * Reads what is compared into a temporary table, which DuckDB moves to its temporary folder when it is large; of very
 * large Parquet only what a query needs is read, each time.
 */
export async function readValues(
  session: Session,
  { from, isParquet, columns: own }: Side,
  columns: readonly ComparedColumn[],
  table: string,
): Promise<Values> {
  const count = async (what: string): Promise<number> =>
    Number((await session.row(Counted, `SELECT count(*) AS rows FROM ${what}`)).rows);
  const types = new Map(own.map(({ name, type }) => [name, type]));
  const values = columns.map((column, i) => `${comparableValue(column, types.get(column.name))} AS c${i}`);
  const known = isParquet ? await count(from) : 0;
  const isKept = known * columns.length <= mostKept;
  const query = `SELECT ${[...values, isKept ? "0 AS __place" : "__place"].join(", ")} FROM ${from}`;
  await session.run(`CREATE OR REPLACE TEMP ${isKept ? "TABLE" : "VIEW"} ${identifier(table)} AS ${query}`);
  const rows = isParquet ? known : await count(identifier(table));
  return { table: identifier(table), rows, place: isKept ? "hash(rowid)" : "__place" };
}
