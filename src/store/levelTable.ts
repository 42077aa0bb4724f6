import type { Connection } from "./connection.ts";
import {
  bucketPoints,
  chooseLayout,
  type Density,
  type LevelAxis,
  type LevelLayout,
  mergeLevel,
  needsRebuild,
  shortestLevelled,
  topLevel,
} from "./levels.ts";
import { readPoints } from "./pointReader.ts";
import { mergeSummaries, type Point, type Summary } from "./summary.ts";
import { fromSummaryRow, type SummaryRow, summaryColumns, summaryValues, toSummaryValues } from "./summaryRow.ts";

export type { LevelAxis };

/** How a series is divided into buckets, as its row keeps it. */
export interface LevelState {
  readonly id: number;
  readonly level_axis: LevelAxis | null;
  readonly level_origin: number | null;
  readonly level_width: number | null;
  /** Buckets at level 0. */
  readonly level_buckets: number;
  readonly level_top: number;
  readonly level_built_at: number;
}

/** A series' layout; undefined while it is short. */
export function layoutOf({ level_axis: axis, level_origin: origin, level_width: width }: LevelState) {
  return axis === null || origin === null || width === null ? undefined : { axis, origin, width };
}

/** The coarser levels of long series. Recording a point reads and writes its own bucket of each level, no other. */
export function levelTable(db: Connection) {
  const points = readPoints(db);
  const bucket = db.prepare<[number, number, number], SummaryRow>(
    `SELECT ${summaryColumns} FROM level_bucket WHERE series = ? AND level = ? AND bucket = ?`,
  );
  const whole = db.prepare<[number, number], SummaryRow & { bucket: number }>(
    `SELECT bucket, ${summaryColumns} FROM level_bucket WHERE series = ? AND level = ?`,
  );
  const put = db.prepare<(number | null)[]>(
    `INSERT OR REPLACE INTO level_bucket (series, level, bucket, ${summaryColumns}) VALUES (?, ?, ?, ${summaryValues})`,
  );
  const clear = db.prepare<[number]>("DELETE FROM level_bucket WHERE series = ?");
  const density = db.prepare<[number], Density>(
    `SELECT count(*) AS count, count(DISTINCT step) AS distinctSteps, min(step) AS firstStep, max(step) AS lastStep,
       min(time) AS firstTime, max(time) AS lastTime FROM metric_point WHERE series = ?`,
  );
  const saveLayout = db.prepare<LevelLayout & { series: number; buckets: number; top: number; builtAt: number }>(
    `UPDATE series SET level_axis = @axis, level_origin = @origin, level_width = @width, level_buckets = @buckets,
       level_top = @top, level_built_at = @builtAt WHERE id = @series`,
  );
  const saveSize = db.prepare<[number, number, number]>(
    "UPDATE series SET level_buckets = ?, level_top = ? WHERE id = ?",
  );

  const write = (series: number, level: number, buckets: ReadonlyMap<number, Summary>): void => {
    for (const [number, summary] of buckets) put.run(series, level, number, ...toSummaryValues(summary));
  };

  /** Merges new points' summaries into the buckets that are there; tells how many there were not. */
  const merge = (series: number, level: number, buckets: ReadonlyMap<number, Summary>): number => {
    let fresh = 0;
    for (const [number, summary] of buckets) {
      const found = bucket.get(series, level, number);
      if (found === undefined) fresh += 1;
      const merged = found === undefined ? summary : mergeSummaries(fromSummaryRow(found), summary);
      put.run(series, level, number, ...toSummaryValues(merged));
    }
    return fresh;
  };

  /** Adds levels on top, each from the one below it. */
  const raise = (series: number, from: number, to: number): void => {
    for (let level = from; level < to; level += 1) {
      const below = whole.all(series, level).map((row) => [row.bucket, fromSummaryRow(row)] as const);
      write(series, level + 1, mergeLevel(below));
    }
  };

  const rebuild = (series: number): void => {
    const found = density.get(series);
    if (found === undefined) return;
    const layout = chooseLayout(found);
    const buckets = bucketPoints(layout, points.all(series));
    const top = topLevel(buckets.size);
    clear.run(series);
    write(series, 0, buckets);
    raise(series, 0, top);
    saveLayout.run({ series, ...layout, buckets: buckets.size, top, builtAt: found.count });
  };

  return {
    rebuild,
    /** Takes note of points that were just recorded; `count` is the series' new length. */
    append(state: LevelState, added: readonly Point[], count: number): void {
      const layout = layoutOf(state);
      if (layout === undefined) {
        if (count >= shortestLevelled) rebuild(state.id);
        return;
      }
      let changed = bucketPoints(layout, added);
      const buckets = state.level_buckets + merge(state.id, 0, changed);
      if (needsRebuild(count, buckets, state.level_built_at)) {
        rebuild(state.id);
        return;
      }
      for (let level = 1; level <= state.level_top; level += 1) {
        changed = mergeLevel(changed);
        merge(state.id, level, changed);
      }
      const top = Math.max(state.level_top, topLevel(buckets));
      raise(state.id, state.level_top, top);
      if (buckets !== state.level_buckets || top !== state.level_top) saveSize.run(buckets, top, state.id);
    },
  };
}
