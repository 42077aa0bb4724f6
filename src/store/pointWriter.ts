import type { Connection } from "./connection.ts";
import type { Point } from "./summary.ts";

const columns = "metric_point (series, step, time, value, nan)";

/** So many points are inserted by one statement where there are as many: half of its time is entering SQLite. */
const chunk = 32;

/** Writes points of series. */
export function pointWriter(db: Connection) {
  const one = "(?, ?, ?, ?, ?)";
  const insert = db.prepare<number[]>(`INSERT INTO ${columns} VALUES ${one} ON CONFLICT DO NOTHING`);
  const insertMany = db.prepare<[number[]]>(`INSERT INTO ${columns} VALUES ${Array(chunk).fill(one).join(", ")}`);
  return {
    /** Writes a point unless it is there already; tells whether it was new. */
    add: (series: number, point: Point): boolean => insert.run(...row(series, point)).changes > 0,
    /** Writes points of which the caller knows that they are not there yet. */
    addNew(series: number, points: readonly Point[]): void {
      let at = 0;
      for (; at + chunk <= points.length; at += chunk) {
        insertMany.run(points.slice(at, at + chunk).flatMap((point) => row(series, point)));
      }
      for (const point of points.slice(at)) insert.run(...row(series, point));
    },
  };
}

const row = (series: number, { step, time, value }: Point): number[] =>
  Number.isNaN(value) ? [series, step, time, 0, 1] : [series, step, time, value, 0];
