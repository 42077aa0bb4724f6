import * as z from "zod";
import { mostPlaces } from "../../protocol/checkEntities.ts";
import type { Session } from "../duckdb/database.ts";
import type { FailingRows } from "./plan.ts";
import type { Table } from "./table.ts";

const FirstRow = z.object({ r: z.bigint().nullable(), v: z.string().nullable(), c: z.string().nullable() });
/** A row that fails, its number, its value and its column. */
type FirstRow = z.infer<typeof FirstRow>;

/** The first rows of some checks. */
export type FirstRows = ReadonlyMap<FailingRows, readonly FirstRow[]>;

/** Where more rows fail, the first ones are usually found soon, without looking at all rows. */
const few = 1000;
/** Queries that are answered at the same time: reading rows in their order keeps one core busy each. */
const atOnce = 4;

/**
 * The first rows of each check. Those of which few fail, and that judge each row by itself, are found in one pass over their
 * table. Several such passes, and searches for what only the whole table shows, run side by side.
 */
export async function firstRows(session: Session, failing: readonly FailingRows[]): Promise<FirstRows> {
  const found = new Map<FailingRows, readonly FirstRow[]>();
  const searches = searchesFor(failing);
  for (let first = 0; first < searches.length; first += atOnce) {
    const together = searches.slice(first, first + atOnce);
    const sql = together.map(({ lists, from }, at) => `SELECT ${at} AS n, [${lists.join(", ")}] AS l ${from}`);
    for (const { n, l } of await session.rows(Lists, sql.join(" UNION ALL "))) {
      for (const [at, each] of (together[n]?.failing ?? []).entries()) found.set(each, l[at] ?? []);
    }
  }
  return found;
}

const Lists = z.object({ n: z.number(), l: z.array(z.array(FirstRow).nullable()) });

/** One look at a table: for each of some checks a list of rows. */
interface Search {
  readonly failing: readonly FailingRows[];
  readonly lists: readonly string[];
  readonly from: string;
}

function searchesFor(failing: readonly FailingRows[]): Search[] {
  const rare = failing.filter(({ each, count }) => each !== undefined && count <= few);
  const others = failing.filter((each) => !rare.includes(each));
  const tables = [...new Set(rare.map(({ table }) => table))];
  return [
    ...tables.map((table) =>
      onePass(
        table,
        rare.filter((each) => each.table === table),
      ),
    ),
    ...others.map(ofOne),
  ];
}

function onePass(table: Table, failing: readonly FailingRows[]): Search {
  const conditions = failing.map(({ each }) => each?.fails ?? "false");
  return {
    failing,
    lists: failing.map(({ each }, at) => {
      return `arg_min(${rowOf(each?.value ?? "NULL", each?.column ?? "NULL")}, r, ${mostPlaces}) FILTER (WHERE ${conditions[at]})`;
    }),
    from: `FROM ${table.numbered} WHERE ${conditions.map((condition) => `(${condition})`).join(" OR ")}`,
  };
}

function ofOne(failing: FailingRows): Search {
  const order = failing.each === undefined ? "ORDER BY r" : "";
  const first = `SELECT r, v, c FROM (${failing.query}) ${order} LIMIT ${mostPlaces}`;
  return { failing: [failing], lists: [`list(${rowOf("v", "c")} ORDER BY r)`], from: `FROM (${first})` };
}

const rowOf = (value: string, column: string): string =>
  `{'r': CAST(r AS BIGINT), 'v': CAST(${value} AS VARCHAR), 'c': CAST(${column} AS VARCHAR)}`;
