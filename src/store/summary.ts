/** One logged point of a metric; the value may be NaN or infinite. */
export interface Point {
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

/** What is known of a set of points without reading them again. */
export interface Summary {
  readonly count: number;
  readonly nanCount: number;
  readonly first: Point;
  /** MLflow's "latest": the largest step, then time, then value. */
  readonly last: Point;
  /** NaN is neither smallest nor largest; null when there is nothing else. Of equal values the earliest point. */
  readonly min: Point | null;
  readonly max: Point | null;
}

/** The order of points in a series: step, time, value. As in MLflow NaN counts as 0 here, and comes after a true 0. */
export function comparePoints(a: Point, b: Point): number {
  return a.step - b.step || a.time - b.time || compareValues(a.value, b.value);
}

function compareValues(a: number, b: number): number {
  const left = Number.isNaN(a) ? 0 : a;
  const right = Number.isNaN(b) ? 0 : b;
  if (left !== right) return left < right ? -1 : 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** The summary of a single point. */
export function summaryOf(point: Point): Summary {
  const nan = Number.isNaN(point.value);
  const extreme = nan ? null : point;
  return { count: 1, nanCount: nan ? 1 : 0, first: point, last: point, min: extreme, max: extreme };
}

/** The summary of two sets of points that have none in common; it does not matter in which order sets are merged. */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  return {
    count: a.count + b.count,
    nanCount: a.nanCount + b.nanCount,
    first: comparePoints(a.first, b.first) <= 0 ? a.first : b.first,
    last: comparePoints(a.last, b.last) >= 0 ? a.last : b.last,
    min: better(a.min, b.min, (left, right) => left < right),
    max: better(a.max, b.max, (left, right) => left > right),
  };
}

/** Adds a point to what may not exist yet. */
export const withPoint = (summary: Summary | undefined, point: Point): Summary =>
  summary === undefined ? summaryOf(point) : mergeSummaries(summary, summaryOf(point));

function better(a: Point | null, b: Point | null, isBetter: (left: number, right: number) => boolean): Point | null {
  if (a === null || b === null) return a ?? b;
  if (a.value === b.value) return comparePoints(a, b) <= 0 ? a : b;
  return isBetter(a.value, b.value) ? a : b;
}
