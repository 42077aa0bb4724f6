import { rm, stat } from "node:fs/promises";
import * as z from "zod";
import type { DataColumn } from "../../protocol/dataEntities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { GridHead, GridRow, GridViewOf } from "../../protocol/gridEntities.ts";
import { columnsOf } from "../describe/describe.ts";
import type { Database, Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import { relationOf } from "../sources/relation.ts";
import { parseSelect } from "../sqlTree/parseSelect.ts";
import { shortTextOf, textOf } from "./cellText.ts";
import { filterSql, sortSql } from "./filterSql.ts";

/** Rows of a view, put into a file in which each can be found by its position. */
export interface PreparedView extends AsyncDisposable {
  readonly head: Omit<GridHead, "total" | "stamp">;
  /** Null while they are prepared. */
  readonly total: number | null;
  /** Of the file that holds the rows, in bytes; 0 until it is whole. */
  readonly size: number;
  rows(offset: number, limit: number, signal: AbortSignal): Promise<{ rows: GridRow[]; total: number }>;
  value(position: number, column: string, signal: AbortSignal): Promise<string | null>;
}

export interface ViewOptions {
  readonly database: Database;
  readonly workspace: string;
  /** Where the rows go; it is removed when the view is disposed. */
  readonly file: string;
}

/** Names that no file's columns have. */
const position = identifier("tidemark: position");
const row = identifier("tidemark: row");

const firstRows = 200;
/** A group of rows is what is read for a page: small ones make pages quick. */
const groupSize = 40_960;
const longestValue = 2 ** 20;

/** Answers with the first rows, and goes on to prepare the rest. Rejects when the view is wrong. */
export async function prepareView(view: GridViewOf, options: ViewOptions, signal: AbortSignal): Promise<PreparedView> {
  const { database, file } = options;
  const abort = new AbortController();
  const session = await database.session(AbortSignal.any([abort.signal]));
  const giveUp = (): void => abort.abort();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const open = (reading: Reading): Promise<Ordered> => orderedRows(session, view, { ...options, reading });
    const { opened, rows } = await asFarAsNeeded(async (reading) => {
      const opened = await open(reading);
      const { sql, columns } = opened;
      return { opened, rows: await readRows(session, `(${sql} LIMIT ${firstRows})`, columns, 0) };
    });
    // Nobody waits for it any more: who asked has the first rows.
    signal.removeEventListener("abort", giveUp);
    return goOn({ session, database, file, open, opened, rows, abort });
  } catch (error) {
    session[Symbol.dispose]();
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** A view's rows in their order. */
interface Ordered {
  /** A SELECT. */
  readonly sql: string;
  readonly columns: readonly DataColumn[];
  /** Whether first records told of a file that was not looked at as a whole. */
  readonly isPart: boolean;
}

async function orderedRows(
  session: Session,
  { source, query, filters, sort }: GridViewOf,
  { workspace, reading }: { readonly workspace: string; readonly reading: Reading },
): Promise<Ordered> {
  let isPart = false;
  const onPart = (): void => {
    isPart = true;
    reading.onPart();
  };
  const relation = await relationOf(session, source, { workspace, reading: { ...reading, onPart } });
  const { from, columns } = await viewedRows(session, relation.from, query);
  const conditions = filters.map((filter) => `(${filterSql(filter, columns)})`);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const numbered = `SELECT *, row_number() OVER () - 1 AS ${row} FROM ${from}`;
  const order = sort.length === 0 ? "" : ` ORDER BY ${[...sortSql(sort, columns), row].join(", ")}`;
  return { sql: `SELECT * FROM (${numbered})${where}${order}`, columns, isPart };
}

/** The rows to look at, as what stands behind FROM. */
async function viewedRows(
  session: Session,
  from: string,
  query: string | null,
): Promise<{ from: string; columns: readonly DataColumn[] }> {
  if (query === null) return { from, columns: await columnsOf(session, from) };
  const sql = query.trim().replace(/;$/, "");
  await parseSelect(session, sql);
  await session.run(`CREATE OR REPLACE TEMP VIEW data AS SELECT * FROM ${from}`);
  const rows = `(${sql}\n)`;
  return { from: rows, columns: await columnsOf(session, rows) };
}

interface Preparing {
  readonly session: Session;
  readonly database: Database;
  readonly file: string;
  readonly open: (reading: Reading) => Promise<Ordered>;
  readonly opened: Ordered;
  /** The first ones. */
  readonly rows: GridRow[];
  readonly abort: AbortController;
}

function goOn({ session, database, file, open, opened: first, rows, abort }: Preparing): PreparedView {
  let opened = first;
  let total: number | null = null;
  let size = 0;
  const write = async (): Promise<number> => {
    try {
      await asFarAsNeeded(async (reading) => {
        if (reading.whole) opened = await open(reading);
        else if (opened.isPart) reading.onPart();
        const all = `SELECT *, row_number() OVER () - 1 AS ${position} FROM (${opened.sql})`;
        await session.run(`COPY (${all}) TO ${literal(file)} (FORMAT parquet, ROW_GROUP_SIZE ${groupSize})`);
      });
      const counted = await session.row(
        z.object({ rows: z.bigint() }),
        `SELECT count(*) AS rows FROM read_parquet(${literal(file)})`,
      );
      size = (await stat(file)).size;
      total = Number(counted.rows);
      return total;
    } finally {
      session[Symbol.dispose]();
    }
  };
  const written = write();
  // Whoever asks for rows hears of it.
  written.catch(() => undefined);
  const select = (offset: number, limit: number): string =>
    `(SELECT * FROM read_parquet(${literal(file)})
      WHERE ${position} >= ${offset} AND ${position} < ${offset + limit} ORDER BY ${position})`;
  return {
    get head() {
      return { columns: [...opened.columns], rows };
    },
    get total() {
      return total;
    },
    get size() {
      return size;
    },
    async rows(offset, limit, signal) {
      const count = await unlessAborted(written, signal);
      if (limit === 0 || offset >= count) return { rows: [], total: count };
      using reading = await database.session(signal);
      return { rows: await readRows(reading, select(offset, limit), opened.columns, offset), total: count };
    },
    async value(at, column, signal) {
      await unlessAborted(written, signal);
      const known = opened.columns.find(({ name }) => name === column);
      if (known === undefined) throw new TidemarkError("notFound", `There is no column "${column}".`);
      using reading = await database.session(signal);
      const text = `left(${textOf(known.name, known.type)}, ${longestValue})`;
      const found = await reading.rows(
        z.object({ value: z.string().nullable() }),
        `SELECT ${text} AS value FROM ${select(at, 1)}`,
      );
      return found[0]?.value ?? null;
    },
    async [Symbol.asyncDispose]() {
      abort.abort();
      await written.catch(() => undefined);
      await rm(file, { force: true });
    },
  };
}

async function readRows(
  session: Session,
  from: string,
  columns: readonly DataColumn[],
  offset: number,
): Promise<GridRow[]> {
  const texts = columns.map(({ name, type }, index) => `${shortTextOf(name, type)} AS c${index}`);
  const reader = await session.table(`SELECT ${[row, ...texts].join(", ")} FROM ${from}`);
  return reader.map(([number, ...cells], index) => ({
    position: offset + index,
    row: Number(number),
    cells: cells.map((cell) => (typeof cell === "string" ? cell : null)),
  }));
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(new TidemarkError("cancelled", "The rows are not wanted any more."));
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
