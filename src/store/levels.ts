import { mergeSummaries, type Point, type Summary, withPoint } from "./summary.ts";

/** What the buckets of a series divide: steps, or times when the step hardly varies. */
export type LevelAxis = "step" | "time";

/** Level 0 has buckets of `width` steps or milliseconds, each further level buckets of eight of those below. */
export interface LevelLayout {
  readonly axis: LevelAxis;
  readonly origin: number;
  readonly width: number;
}

/** How many buckets of a level one of the next covers. */
export const levelFactor = 8;

/** How many points a bucket of level 0 should hold. */
const pointsPerBucket = 64;

/** Shorter series are read as they are. */
export const shortestLevelled = 2048;

/** A level with more buckets gets another one above it. */
const widestTop = 256;

/** What decides how a series is divided. */
export interface Density {
  readonly count: number;
  readonly distinctSteps: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly firstTime: number;
  readonly lastTime: number;
}

/** Buckets by step where a bucket's worth of points spans at least one step, else by time. */
export function chooseLayout(density: Density): LevelLayout {
  const byStep = density.count <= density.distinctSteps * pointsPerBucket;
  const [axis, first, last] = byStep
    ? (["step", density.firstStep, density.lastStep] as const)
    : (["time", density.firstTime, density.lastTime] as const);
  return {
    axis,
    origin: first,
    width: Math.max(1, Math.round(((last - first + 1) * pointsPerBucket) / density.count)),
  };
}

/** How much of the axis a bucket covers. */
export const bucketWidth = (layout: LevelLayout, level: number): number => layout.width * levelFactor ** level;

/** The bucket that a point belongs to. */
export const bucketOf = (layout: LevelLayout, point: Point, level = 0): number =>
  Math.floor((point[layout.axis] - layout.origin) / bucketWidth(layout, level));

/** Sorts points into the buckets of level 0. */
export function bucketPoints(layout: LevelLayout, points: Iterable<Point>): Map<number, Summary> {
  const buckets = new Map<number, Summary>();
  for (const point of points) {
    const bucket = bucketOf(layout, point);
    buckets.set(bucket, withPoint(buckets.get(bucket), point));
  }
  return buckets;
}

/** The buckets of the next level. */
export function mergeLevel(buckets: Iterable<readonly [number, Summary]>): Map<number, Summary> {
  const above = new Map<number, Summary>();
  for (const [bucket, summary] of buckets) {
    const parent = Math.floor(bucket / levelFactor);
    const found = above.get(parent);
    above.set(parent, found === undefined ? summary : mergeSummaries(found, summary));
  }
  return above;
}

/** The highest level that a series with so many buckets at level 0 needs. */
export function topLevel(buckets: number): number {
  let top = 0;
  for (let rest = buckets; rest > widestTop; rest /= levelFactor) top += 1;
  return top;
}

/**
 * Whether the series' density has changed so much that its buckets should be chosen anew. At most at doubled counts,
 * so that all rebuilding together costs no more than recording the points did.
 */
export function needsRebuild(count: number, buckets: number, builtAt: number): boolean {
  if (count < 2 * builtAt) return false;
  const mean = count / buckets;
  return mean > 4 * pointsPerBucket || mean < pointsPerBucket / 4;
}
