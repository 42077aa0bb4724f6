import type { Connection } from "./connection.ts";
import type { Point } from "./summary.ts";

export interface UnsentParams {
  readonly runId: string;
  /** The run as the ledger knows it: `push_item.id`. */
  readonly item: number;
  /** At most so many points of all series together. */
  readonly limit: number;
  /** Series to leave out: `series.id`. */
  readonly except?: readonly number[];
}

/** Where a block of sent points ends, in the order in which points are kept. */
export type Bound = readonly [step: number, time: number, value: number, nan: number];

/** Points of one series that a remote does not have, or not for certain. Never empty. */
export interface UnsentPoints {
  readonly series: number;
  readonly key: string;
  readonly points: readonly Point[];
  /** Where the last of them stands. */
  readonly upTo: Bound;
  /** The block whose points these are, when some came late; null for points beyond all that were sent. */
  readonly block: Bound | null;
}

interface SeriesRow {
  readonly id: number;
  readonly key: string;
  readonly count: number;
  readonly sent: number;
}

/**
 * The next points of a run to be sent. A series keeps no order of arrival, so what was sent is known as blocks: where each
 * ends and how many points it had. Points beyond the last block are new; where a block holds more points than were sent of
 * it, some came late, and all of it is sent again: a remote drops exact duplicates. To be remembered in this order.
 */
export function unsentPoints(
  db: Connection,
  { runId, item, limit, except = [] }: UnsentParams,
): readonly UnsentPoints[] {
  const read = statements(db);
  return db.transaction(() => {
    const found: UnsentPoints[] = [];
    let left = limit;
    for (const series of read.series.all(item, runId, JSON.stringify(except))) {
      const last = read.lastBlock.get(item, series.id);
      const beyond = last === undefined ? read.first.all(series.id, left) : read.after.all(series.id, ...last, left);
      const slice = unsent(series, beyond, null);
      left -= beyond.length;
      const someLate = left > 0 && series.count > series.sent + beyond.length;
      const late = someLate ? lateSlice(read, item, series, left) : undefined;
      left -= late?.points.length ?? 0;
      // New points may make the last block longer and give it another end: what is late in it comes first.
      for (const each of [late, slice]) if (each !== undefined) found.push(each);
      if (left <= 0) break;
    }
    return found;
  })();
}

type PointRow = [step: number, time: number, value: number, nan: number];
type BlockRow = [step: number, time: number, value: number, nan: number, count: number];

function statements(db: Connection) {
  const columns = "SELECT step, time, value, nan FROM metric_point WHERE series = ?";
  const after = "(step, time, value, nan) > (?, ?, ?, ?)";
  const upTo = "(step, time, value, nan) <= (?, ?, ?, ?)";
  const order = "ORDER BY step, time, value, nan LIMIT ?";
  return {
    series: db.prepare<[number, string, string], SeriesRow>(
      `SELECT s.id, s.key, s.count, coalesce(p.count, 0) AS sent
       FROM run r JOIN series s ON s.run = r.id LEFT JOIN push_series p ON p.item = ? AND p.series = s.id
       WHERE r.run_id = ? AND s.count > coalesce(p.count, 0) AND s.id NOT IN (SELECT value FROM json_each(?))
       ORDER BY s.id`,
    ),
    first: db.prepare<[number, number], PointRow>(`${columns} ${order}`).raw(),
    after: db.prepare<[number, ...Bound, number], PointRow>(`${columns} AND ${after} ${order}`).raw(),
    within: db
      .prepare<[number, ...Bound, ...Bound, number], PointRow>(`${columns} AND ${after} AND ${upTo} ${order}`)
      .raw(),
    countWithin: db
      .prepare<[number, ...Bound, ...Bound], number>(
        `SELECT count(*) FROM metric_point WHERE series = ? AND ${after} AND ${upTo}`,
      )
      .pluck(),
    lastBlock: db
      .prepare<[number, number], PointRow>(
        `SELECT step, time, value, nan FROM push_block WHERE item = ? AND series = ?
         ORDER BY step DESC, time DESC, value DESC, nan DESC LIMIT 1`,
      )
      .raw(),
    blocks: db
      .prepare<[number, number], BlockRow>(
        `SELECT step, time, value, nan, count FROM push_block WHERE item = ? AND series = ?
         ORDER BY step, time, value, nan`,
      )
      .raw(),
  };
}

/** Before every point. */
const beginning: Bound = [Number.NEGATIVE_INFINITY, 0, 0, 0];

function lateSlice(
  read: ReturnType<typeof statements>,
  item: number,
  series: SeriesRow,
  limit: number,
): UnsentPoints | undefined {
  let from = beginning;
  for (const [step, time, value, nan, count] of read.blocks.all(item, series.id)) {
    const block: Bound = [step, time, value, nan];
    if (Number(read.countWithin.get(series.id, ...from, ...block)) > count) {
      return unsent(series, read.within.all(series.id, ...from, ...block, limit), block);
    }
    from = block;
  }
  return undefined;
}

function unsent(series: SeriesRow, rows: readonly PointRow[], block: Bound | null): UnsentPoints | undefined {
  const upTo = rows.at(-1);
  if (upTo === undefined) return undefined;
  const points = rows.map(([step, time, value, nan]) => ({ step, time, value: nan === 1 ? Number.NaN : value }));
  return { series: series.id, key: series.key, points, upTo, block };
}
