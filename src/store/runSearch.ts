import type { RunStatus } from "../protocol/entities.ts";
import type { Connection } from "./connection.ts";
import { pageByWalking, pageOfFew } from "./metricPlans.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import { type PageRange, type RunSelection, type RunSort, runCountSql, runPageSql } from "./runQuery.ts";
import { texts } from "./sql.ts";

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

/** By the quickest of the ways that fit the search; they all find the same. */
const runIds = (
  db: Connection,
  selection: RunSelection,
  order: readonly RunSort[],
  page: PageRange,
): readonly string[] =>
  pageOfFew(db, selection, order, page, 500) ??
  pageByWalking(db, selection, order, page) ??
  pageOfFew(db, selection, order, page, 20_000) ??
  texts(db, runPageSql(selection, order, page));
