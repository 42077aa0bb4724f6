import * as z from "zod";
import { mostPlaces } from "../../protocol/checkEntities.ts";
import type { Session } from "../duckdb/database.ts";
import type { FailingRows } from "./plan.ts";
import type { Table } from "./table.ts";

const FirstRow = z.object({ r: z.bigint().nullable(), v: z.string().nullable(), c: z.string().nullable() });
/** A row that fails, its number, its value and its column. */
export type FirstRow = z.infer<typeof FirstRow>;

/** The first rows of some checks. */
export type FirstRows = ReadonlyMap<FailingRows, readonly FirstRow[]>;

/** The first rows of one check. */
export async function firstRowsOf(session: Session, { query, each }: FailingRows): Promise<readonly FirstRow[]> {
  const order = each === undefined ? "ORDER BY r" : "";
  return await session.rows(FirstRow, `SELECT r, v, c FROM (${query}) ${order} LIMIT ${mostPlaces}`);
}

/** Where more rows fail, the first ones are usually found soon, by a query of their own. */
const few = 1000;

/**
 * The first rows of those checks that judge each row by itself and of which few fail, so that all rows are looked at to find
 * them: one pass over a table for all of its checks.
 */
export async function firstRowsTogether(session: Session, failing: readonly FailingRows[]): Promise<FirstRows> {
  const rare = failing.filter(({ each, count }) => each !== undefined && count <= few);
  const found = new Map<FailingRows, readonly FirstRow[]>();
  for (const table of new Set(rare.map((each) => each.table))) {
    const own = rare.filter((each) => each.table === table);
    if (own.length < 2) continue;
    const rows = await onePass(session, table, own);
    for (const [at, each] of own.entries()) found.set(each, rows[at] ?? []);
  }
  return found;
}

const Lists = z.record(z.string(), z.array(FirstRow).nullable());

async function onePass(
  session: Session,
  table: Table,
  failing: readonly FailingRows[],
): Promise<readonly (readonly FirstRow[])[]> {
  const conditions = failing.map(({ each }) => each?.fails ?? "false");
  const lists = failing.map(({ each }, at) => {
    const row = `{'r': r, 'v': ${each?.value ?? "NULL"}, 'c': ${each?.column ?? "NULL"}}`;
    return `arg_min(${row}, r, ${mostPlaces}) FILTER (WHERE ${conditions[at]}) AS l${at}`;
  });
  const sql = `SELECT ${lists.join(", ")} FROM ${table.numbered} WHERE ${conditions.join(" OR ")}`;
  const row = await session.row(Lists, sql);
  return failing.map((_, at) => row[`l${at}`] ?? []);
}
