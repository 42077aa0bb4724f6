import fc from "fast-check";
import { comparePoints, type Point, type Summary } from "../../../src/store/summary.ts";

/** Few different steps, times and values, so that ties and duplicates are common. */
export const anyPoint: fc.Arbitrary<Point> = fc.record({
  step: fc.integer({ min: -3, max: 8 }),
  time: fc.integer({ min: 0, max: 5 }),
  value: fc.oneof(
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1, -1),
    fc.double({ min: -2, max: 2, noNaN: true }).map((value) => value + 0),
  ),
});

/** The points that remain when exact duplicates are dropped, in the order of a series. */
export function distinct(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort(comparePoints);
  return sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return before === undefined || comparePoints(before, point) !== 0;
  });
}

/** The summary as one would write it down, from points in the order of a series. */
export function naiveSummary(points: readonly Point[]): Summary | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const values = points.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const withValue = (wanted: number) => points.find(({ value }) => value === wanted) ?? null;
  return {
    count: points.length,
    nanCount: points.length - values.length,
    first,
    last,
    min: withValue(Math.min(...values)),
    max: withValue(Math.max(...values)),
  };
}
