import type { Connection } from "./connection.ts";
import type { Point } from "./summary.ts";

type PointRow = [step: number, time: number, value: number, nan: number];

export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** Reads logged points, ordered by step, time and value. */
export function readPoints(db: Connection) {
  const all = db
    .prepare<[number], PointRow>(
      "SELECT step, time, value, nan FROM metric_point WHERE series = ? ORDER BY step, time, value, nan",
    )
    .raw();
  const inRange = db
    .prepare<[number, number, number], PointRow>(
      `SELECT step, time, value, nan FROM metric_point WHERE series = ? AND step BETWEEN ? AND ?
       ORDER BY step, time, value, nan`,
    )
    .raw();
  return {
    all: (series: number): Iterable<Point> => points(all.iterate(series)),
    inRange: (series: number, { from, to }: StepRange): Iterable<Point> => points(inRange.iterate(series, from, to)),
  };
}

function* points(rows: Iterable<PointRow>): Iterable<Point> {
  for (const [step, time, value, nan] of rows) yield { step, time, value: nan === 1 ? Number.NaN : value };
}
