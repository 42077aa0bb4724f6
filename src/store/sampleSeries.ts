import { type BucketReader, bucketReader } from "./bucketReader.ts";
import type { Connection } from "./connection.ts";
import { bucketWidth, type LevelLayout, levelFactor } from "./levels.ts";
import { type LevelState, layoutOf } from "./levelTable.ts";
import type { StepRange } from "./pointReader.ts";
import { samplePoints } from "./sampling.ts";
import type { Point, Summary } from "./summary.ts";

export interface SampleParams {
  readonly series: readonly { readonly runId: string; readonly key: string }[];
  /** At most this many points of each; four or more. */
  readonly points: number;
  /** Only points with these steps. */
  readonly from?: number;
  readonly to?: number;
}

export interface Sample {
  readonly runId: string;
  readonly key: string;
  /** By step, time and value. */
  readonly points: readonly Point[];
  /** Points in the range, those left out too. */
  readonly total: number;
}

interface SampledRow extends LevelState {
  readonly count: number;
  readonly first_step: number;
  readonly last_step: number;
}

/** Points for a chart: all where they are few, else the first, last, smallest and largest of each stretch. */
export function sampleSeries(db: Connection, params: SampleParams): readonly Sample[] {
  const find = db.prepare<[string, string], SampledRow>(
    "SELECT s.* FROM series s JOIN run r ON r.id = s.run WHERE r.run_id = ? AND s.key = ?",
  );
  const reader = bucketReader(db);
  return params.series.map(({ runId, key }) => {
    const row = find.get(runId, key);
    if (row === undefined) return { runId, key, points: [], total: 0 };
    let total = 0;
    const counted = function* (summaries: Iterable<Summary>): Iterable<Summary> {
      for (const summary of summaries) {
        total += summary.count;
        yield summary;
      }
    };
    const points = samplePoints(counted(stretches(reader, row, params)), params.points);
    // Where points are unevenly spread, a stretch of many steps may hold few.
    if (points.length === total || total > params.points) return { runId, key, points, total };
    return { runId, key, points: samplePoints(reader.points(row.id, rangeOf(row, params)), params.points), total };
  });
}

/** The series in the coarsest stretches that still give enough points. */
function stretches(reader: BucketReader, row: SampledRow, params: SampleParams): Iterable<Summary> {
  const { points } = params;
  const range = rangeOf(row, params);
  if (range.from > range.to) return [];
  const layout = layoutOf(row);
  if (layout === undefined || row.count <= points) return reader.points(row.id, range);
  const whole = range.from === row.first_step && range.to === row.last_step;
  if (layout.axis === "time") {
    const level = whole ? coarsest(row.level_top, points, (each) => row.level_buckets / levelFactor ** each) : -1;
    return level < 0 ? reader.points(row.id, range) : reader.wholeLevel(row.id, level);
  }
  const span = range.to - range.from + 1;
  const level = coarsest(row.level_top, points, (each) => span / bucketWidth(layout, each));
  if (level < 0) return reader.points(row.id, range);
  return reader.inRange(row.id, layout, level, widened(row, layout, level, range));
}

const rangeOf = (row: SampledRow, { from, to }: SampleParams): StepRange => ({
  from: Math.max(from ?? row.first_step, row.first_step),
  to: Math.min(to ?? row.last_step, row.last_step),
});

/** The highest level with a bucket for each four points; −1 when the points themselves have to be read. */
function coarsest(top: number, points: number, bucketsAt: (level: number) => number): number {
  for (let level = top; level >= 0; level -= 1) {
    if (bucketsAt(level) * 4 >= points) return level;
  }
  return -1;
}

/** Where the range ends with the series, whole buckets will do: nothing lies beyond. */
function widened(row: SampledRow, layout: LevelLayout, level: number, { from, to }: StepRange): StepRange {
  const width = bucketWidth(layout, level);
  const begin = (step: number): number => layout.origin + Math.floor((step - layout.origin) / width) * width;
  return {
    from: from === row.first_step ? begin(from) : from,
    to: to === row.last_step ? begin(to) + width - 1 : to,
  };
}
