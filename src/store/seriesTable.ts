import type { Connection } from "./connection.ts";
import { keyTable } from "./keyTable.ts";
import { type LevelAxis, levelTable } from "./levelTable.ts";
import { comparePoints, type Point, type Summary, withPoint } from "./summary.ts";
import {
  fromSummaryRow,
  type SummaryRow,
  summaryAssignments,
  summaryColumns,
  summaryValues,
  toSummaryRow,
} from "./summaryRow.ts";

/** One metric of one run. */
interface SeriesRow extends SummaryRow {
  readonly id: number;
  readonly key: string;
  /** 1 as long as every point came with at least the step and the time of the one before. */
  readonly chronological: number;
  readonly level_axis: LevelAxis | null;
  readonly level_origin: number | null;
  readonly level_width: number | null;
  readonly level_buckets: number;
  readonly level_top: number;
  readonly level_built_at: number;
}

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
  const insert = db.prepare<SummaryRow & { run: number; experiment: number; key: string; chronological: number }>(
    `INSERT INTO series (run, experiment, key, chronological, ${summaryColumns})
     VALUES (@run, @experiment, @key, @chronological, ${summaryValues})`,
  );
  const update = db.prepare<SummaryRow & { id: number; chronological: number }>(
    `UPDATE series SET chronological = @chronological, ${summaryAssignments} WHERE id = @id`,
  );
  const insertPoint = db.prepare<[number, number, number, number, number]>(
    "INSERT INTO metric_point (series, step, time, value, nan) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const isNew = (series: number, { step, time, value }: Point): boolean => {
    const nan = Number.isNaN(value);
    return insertPoint.run(series, step, time, nan ? 0 : value, Number(nan)).changes > 0;
  };

  const begin = (run: { readonly id: number; readonly experiment: number }, key: string, point: Point): SeriesRow => {
    const summary = toSummaryRow(withPoint(undefined, point));
    const { lastInsertRowid } = insert.run({
      run: run.id,
      experiment: run.experiment,
      key,
      chronological: 1,
      ...summary,
    });
    keys.added(run.experiment, "metric", key);
    isNew(Number(lastInsertRowid), point);
    const none = { level_axis: null, level_origin: null, level_width: null, level_buckets: 0, level_top: 0 } as const;
    return { id: Number(lastInsertRowid), key, chronological: 1, ...summary, ...none, level_built_at: 0 };
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
    append(run: { readonly id: number; readonly experiment: number }, key: string, points: readonly Point[]): number {
      const [head, ...tail] = points;
      if (head === undefined) return 0;
      const found = find.get(run.id, key);
      const row = found ?? begin(run, key, head);
      const added: Point[] = [];
      let summary = fromSummaryRow(row);
      let chronological = row.chronological === 1;
      for (const point of found === undefined ? tail : points) {
        if (!isNew(row.id, point)) continue;
        chronological &&= point.time >= summary.last.time && comparePoints(point, summary.last) > 0;
        summary = withPoint(summary, point);
        added.push(point);
      }
      if (added.length > 0) {
        update.run({ id: row.id, chronological: Number(chronological), ...toSummaryRow(summary) });
        levels.append(row, added, summary.count);
      }
      return added.length + (found === undefined ? 1 : 0);
    },
  };
}
