import type { Connection } from "./connection.ts";
import { keyTable } from "./keyTable.ts";
import { type LevelState, levelTable } from "./levelTable.ts";
import { pointWriter } from "./pointWriter.ts";
import { comparePoints, type Point, type Summary, summaryOf, withPoint } from "./summary.ts";
import {
  fromSummaryRow,
  type SummaryRow,
  summaryAssignments,
  summaryColumns,
  summaryValues,
  toSummaryValues,
} from "./summaryRow.ts";

/** One metric of one run. */
interface SeriesRow extends SummaryRow, LevelState {
  readonly key: string;
  /** 1 as long as every point came with at least the step and the time of the one before. */
  readonly chronological: number;
}

/** What has to be known of a series to append to it. */
interface Appended {
  readonly levels: LevelState;
  readonly summary: Summary;
  readonly chronological: boolean;
}

const noLevels = {
  level_axis: null,
  level_origin: null,
  level_width: null,
  level_buckets: 0,
  level_top: 0,
  level_built_at: 0,
} as const;

export interface Series {
  readonly key: string;
  readonly summary: Summary;
}

/** Metrics of runs: their points, and what is known of them without reading points. */
export function seriesTable(db: Connection) {
  const keys = keyTable(db);
  const levels = levelTable(db);
  const find = db.prepare<[number, string], SeriesRow>("SELECT * FROM series WHERE run = ? AND key = ?");
  const list = db.prepare<[number], SeriesRow>("SELECT * FROM series WHERE run = ? ORDER BY key");
  const listKeys = db.prepare<[number], string>("SELECT key FROM series WHERE run = ? ORDER BY key").pluck();
  const latest = db
    .prepare<[number], [key: string, step: number, time: number, value: number | null]>(
      "SELECT key, last_step, last_time, last_value FROM series WHERE run = ? ORDER BY key",
    )
    .raw();
  const insert = db.prepare<(number | string | null)[]>(
    `INSERT INTO series (run, experiment, key, chronological, ${summaryColumns})
     VALUES (?, ?, ?, 1, ${summaryValues})`,
  );
  const update = db.prepare<(number | null)[]>(
    `UPDATE series SET chronological = ?, ${summaryAssignments} WHERE id = ?`,
  );
  const points = pointWriter(db);

  /** A new series of a single point. */
  const begin = (run: { readonly id: number; readonly experiment: number }, key: string, point: Point): Appended => {
    const summary = summaryOf(point);
    const { lastInsertRowid } = insert.run(run.id, run.experiment, key, ...toSummaryValues(summary));
    const id = Number(lastInsertRowid);
    keys.added(run.experiment, "metric", key);
    points.addNew(id, [point]);
    return { levels: { id, ...noLevels }, summary, chronological: true };
  };

  const found = (run: number, key: string): Appended | undefined => {
    const row = find.get(run, key);
    return row && { levels: row, summary: fromSummaryRow(row), chronological: row.chronological === 1 };
  };

  /** Writes those points that are not there yet, and answers them. */
  const addMissing = (series: number, last: Point, sent: readonly Point[]): readonly Point[] => {
    const added: Point[] = [];
    let beyond: Point[] = [];
    let latest = last;
    for (const point of sent) {
      // What comes after the last point cannot be there already.
      if (comparePoints(point, latest) > 0) {
        beyond.push(point);
        latest = point;
        continue;
      }
      points.addNew(series, beyond);
      added.push(...beyond);
      beyond = [];
      if (points.add(series, point)) added.push(point);
    }
    points.addNew(series, beyond);
    added.push(...beyond);
    return added;
  };

  return {
    find(run: number, key: string): Series | undefined {
      const row = find.get(run, key);
      return row && { key, summary: fromSummaryRow(row) };
    },
    keys: (run: number) => listKeys.all(run),
    /** The last point of each metric. */
    latest: (run: number) =>
      latest.all(run).map(([key, step, time, value]) => ({ key, step, time, value: value ?? Number.NaN })),
    list: (run: number): readonly Series[] =>
      list.all(run).map((row) => ({ key: row.key, summary: fromSummaryRow(row) })),
    /** Records points of one metric; one that is there already is left out. Tells how many were new. */
    append(run: { readonly id: number; readonly experiment: number }, key: string, sent: readonly Point[]): number {
      const [head, ...tail] = sent;
      if (head === undefined) return 0;
      const known = found(run.id, key);
      const { levels: state, summary: before, chronological: inOrder } = known ?? begin(run, key, head);
      const added = addMissing(state.id, before.last, known === undefined ? tail : sent);
      if (added.length > 0) {
        let summary = before;
        let chronological = inOrder;
        for (const point of added) {
          chronological &&= point.time >= summary.last.time && comparePoints(point, summary.last) > 0;
          summary = withPoint(summary, point);
        }
        update.run(Number(chronological), ...toSummaryValues(summary), state.id);
        levels.append(state, added, summary.count);
      }
      return added.length + (known === undefined ? 1 : 0);
    },
  };
}
