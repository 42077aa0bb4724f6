import type { Connection } from "./connection.ts";
import { metricJson } from "./metricJson.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import type { Point } from "./summary.ts";

export interface HistoryParams {
  readonly runId: string;
  readonly key: string;
  readonly limit: number;
  readonly pageToken?: string;
}

export interface HistoryPage {
  readonly points: readonly Point[];
  readonly nextPageToken?: string;
}

/** A page as it is sent. */
export interface HistoryPageJson {
  /** A JSON array of MLflow's metrics. */
  readonly metrics: string;
  readonly nextPageToken?: string;
}

type PointRow = [step: number, time: number, value: number, nan: number];

interface HistoryRows {
  readonly rows: readonly PointRow[];
  readonly nextPageToken?: string;
}

/** A page of a metric's points, in MLflow's order. */
export function readHistory(db: Connection, params: HistoryParams): HistoryPage {
  const { rows, ...next } = readRows(db, params);
  const points = rows.map(([step, time, value, nan]) => ({ step, time, value: nan === 1 ? Number.NaN : value }));
  return { points, ...next };
}

/** The same written out where it is read: 25,000 objects would take longer to hand over than to find. */
export function readHistoryJson(db: Connection, params: HistoryParams): HistoryPageJson {
  const { rows, ...next } = readRows(db, params);
  const key = JSON.stringify(params.key);
  const metrics = rows.map(([step, time, value, nan]) => metricJson(key, step, time, nan === 1 ? Number.NaN : value));
  return { metrics: `[${metrics.join(",")}]`, ...next };
}

/**
 * A page of a metric's points, by time, step and value as MLflow orders them. Where steps and times grew together that
 * is the order in which they are kept, and a page costs what it holds; else all points are sorted for each page.
 */
function readRows(db: Connection, { runId, key, limit, pageToken }: HistoryParams): HistoryRows {
  const series = db
    .prepare<[string, string], { id: number; chronological: number }>(
      `SELECT s.id, s.chronological FROM series s JOIN run r ON r.id = s.run WHERE r.run_id = ? AND s.key = ?`,
    )
    .get(runId, key);
  if (series === undefined) return { rows: [] };
  // The series may stop being chronological between two pages: then the order is found by counting.
  const position = pageToken === undefined ? undefined : fromPageToken(pageToken, 5);
  const [offset = 0, ...after] = position ?? [];
  const rows =
    series.chronological === 0
      ? sorted(db, series.id, limit + 1, offset)
      : inKeyOrder(db, series.id, limit + 1, position === undefined ? undefined : after);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || last === undefined) return { rows: page };
  return { rows: page, nextPageToken: toPageToken([offset + limit, ...last]) };
}

function inKeyOrder(db: Connection, series: number, limit: number, after: readonly number[] | undefined) {
  const where = after === undefined ? "" : "AND (step, time, value, nan) > (?, ?, ?, ?)";
  return db
    .prepare<number[], PointRow>(
      `SELECT step, time, value, nan FROM metric_point WHERE series = ? ${where}
       ORDER BY step, time, value, nan LIMIT ?`,
    )
    .raw()
    .all(series, ...(after ?? []), limit);
}

function sorted(db: Connection, series: number, limit: number, offset: number) {
  return db
    .prepare<[number, number, number], PointRow>(
      `SELECT step, time, value, nan FROM metric_point WHERE series = ?
       ORDER BY time, step, value, nan LIMIT ? OFFSET ?`,
    )
    .raw()
    .all(series, limit, offset);
}
