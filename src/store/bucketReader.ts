import type { Connection } from "./connection.ts";
import { bucketWidth, type LevelLayout } from "./levels.ts";
import { readPoints, type StepRange } from "./pointReader.ts";
import { mergeSummaries, type Summary, summaryOf } from "./summary.ts";
import { fromSummaryRow, type SummaryRow, summaryColumns } from "./summaryRow.ts";

export type BucketReader = ReturnType<typeof bucketReader>;

/** Reads a series in stretches: points, buckets of a level, or what is between them. */
export function bucketReader(db: Connection) {
  const points = readPoints(db);
  const buckets = db.prepare<[number, number, number, number], SummaryRow>(
    `SELECT ${summaryColumns} FROM level_bucket WHERE series = ? AND level = ? AND bucket BETWEEN ? AND ?
     ORDER BY bucket`,
  );
  const wholeLevel = db.prepare<[number, number], SummaryRow>(
    `SELECT ${summaryColumns} FROM level_bucket WHERE series = ? AND level = ? ORDER BY bucket`,
  );

  function* single(series: number, range: StepRange): Iterable<Summary> {
    for (const point of points.inRange(series, range)) yield summaryOf(point);
  }

  /**
   * The buckets of a level by step that lie within a range; what the range cuts off of a bucket is read from the
   * levels below, down to the points.
   */
  function* inRange(series: number, layout: LevelLayout, level: number, range: StepRange): Iterable<Summary> {
    const width = bucketWidth(layout, level);
    const first = Math.ceil((range.from - layout.origin) / width);
    const last = Math.floor((range.to + 1 - layout.origin) / width) - 1;
    if (last < first) {
      yield* below(series, layout, level, range);
      return;
    }
    const inside = { from: layout.origin + first * width, to: layout.origin + (last + 1) * width - 1 };
    yield* below(series, layout, level, { from: range.from, to: inside.from - 1 });
    for (const row of buckets.all(series, level, first, last)) yield fromSummaryRow(row);
    yield* below(series, layout, level, { from: inside.to + 1, to: range.to });
  }

  /** Less than two buckets' worth, as one. */
  function* below(series: number, layout: LevelLayout, level: number, range: StepRange): Iterable<Summary> {
    if (range.from > range.to) return;
    let merged: Summary | undefined;
    for (const part of level === 0 ? single(series, range) : inRange(series, layout, level - 1, range)) {
      merged = merged === undefined ? part : mergeSummaries(merged, part);
    }
    if (merged !== undefined) yield merged;
  }

  return {
    points: single,
    inRange,
    wholeLevel: (series: number, level: number): Iterable<Summary> => wholeLevel.all(series, level).map(fromSummaryRow),
  };
}
