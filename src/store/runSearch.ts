import type { RunStatus } from "../protocol/entities.ts";
import type { Connection } from "./connection.ts";
import { metricOrderedParts } from "./metricOrder.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import { type RunSelection, type RunSort, runCountSql, runPageSql } from "./runQuery.ts";
import { joined, type Sql, sql } from "./sql.ts";

export interface RunSearchParams extends RunSelection {
  readonly order: readonly RunSort[];
  readonly limit: number;
  readonly pageToken?: string;
}

export interface RunPage {
  readonly runIds: readonly string[];
  readonly nextPageToken?: string;
}

export interface RunListParams extends RunSelection {
  readonly order: readonly RunSort[];
  readonly limit: number;
  readonly offset: number;
}

export interface RunList {
  readonly runIds: readonly string[];
  readonly byStatus: Readonly<Partial<Record<RunStatus, number>>>;
}

/** A page of the runs that a search finds. */
export function searchRuns(db: Connection, { order, limit, pageToken, ...selection }: RunSearchParams): RunPage {
  const [offset = 0] = pageToken === undefined ? [] : fromPageToken(pageToken, 1);
  const found = runIds(db, selection, order, { limit: limit + 1, offset });
  return found.length > limit
    ? { runIds: found.slice(0, limit), nextPageToken: toPageToken([offset + limit]) }
    : { runIds: found };
}

/** A page of runs, and how many there are on all pages together. */
export function listRuns(db: Connection, { order, limit, offset, ...selection }: RunListParams): RunList {
  const { text, values } = runCountSql(selection);
  const counts = db.prepare<unknown[], { status: RunStatus; runs: number }>(text).all(...values);
  return {
    runIds: runIds(db, selection, order, { limit, offset }),
    byStatus: Object.fromEntries(counts.map(({ status, runs }) => [status, runs])),
  };
}

interface PageRange {
  readonly limit: number;
  readonly offset: number;
}

function runIds(
  db: Connection,
  selection: RunSelection,
  order: readonly RunSort[],
  page: PageRange,
): readonly string[] {
  const parts = metricOrderedParts(selection, order);
  return parts === null ? texts(db, runPageSql(selection, order, page)) : pageOfParts(db, parts, page);
}

/** A page of what several parts find, one after the other. */
function pageOfParts(db: Connection, parts: readonly Sql[], { limit, offset }: PageRange): readonly string[] {
  const found: string[] = [];
  let skip = offset;
  for (const part of parts) {
    const page = sql("LIMIT ? OFFSET ?", limit - found.length, skip);
    const ids = texts(db, joined([sql("SELECT run.run_id"), part, page], " "));
    found.push(...ids);
    if (found.length >= limit) break;
    // How many there are is asked only where the page begins beyond all of them.
    skip = ids.length > 0 || skip === 0 ? 0 : skip - count(db, joined([sql("SELECT count(*)"), part], " "));
  }
  return found;
}

const texts = (db: Connection, { text, values }: Sql): readonly string[] =>
  db
    .prepare<unknown[], string>(text)
    .pluck()
    .all(...values);

const count = (db: Connection, { text, values }: Sql): number =>
  db
    .prepare<unknown[], number>(text)
    .pluck()
    .get(...values) ?? 0;
