import { fromMetricValue, type SeriesSample } from "../../src/protocol/entities.ts";
import { type XMode, xValues } from "./axis.ts";
import { type Smoother, smoothBy } from "./smoothing.ts";

export interface ChartPoint {
  readonly x: number;
  /** NaN where nothing can be drawn: the line has a gap there and a mark in `odd`. */
  readonly y: number;
}

/** A logged value that no line can show. */
export interface OddPoint {
  readonly x: number;
  readonly value: number;
  readonly kind: "NaN" | "Infinity" | "-Infinity" | "notPositive";
}

export interface ChartSeries {
  readonly raw: readonly ChartPoint[];
  /** Null when smoothing is off. */
  readonly smoothed: readonly ChartPoint[] | null;
  readonly odd: readonly OddPoint[];
}

export interface SeriesOptions {
  readonly mode: XMode;
  readonly runStart: number;
  readonly log: boolean;
  readonly smoother: Smoother;
  /** 0 to 0.999. */
  readonly smoothing: number;
}

/** Turns logged points into what a chart draws, ordered by x. Nothing is dropped: what cannot be drawn is marked. */
export function chartSeries(sample: SeriesSample, options: SeriesOptions): ChartSeries {
  const xs = xValues(sample, options.mode, options.runStart);
  const order = inOrder(xs);
  const sortedX = order.map((index) => xs[index] ?? 0);
  const values = order.map((index) => fromMetricValue(sample.values[index] ?? "NaN"));
  const odd: OddPoint[] = [];
  const drawable = values.map((value, index) => {
    const kind = oddKind(value, options.log);
    if (kind === null) return value;
    odd.push({ x: sortedX[index] ?? 0, value, kind });
    return Number.NaN;
  });
  const points = (ys: readonly number[]): ChartPoint[] => ys.map((y, index) => ({ x: sortedX[index] ?? 0, y }));
  return {
    raw: points(drawable),
    smoothed: options.smoothing > 0 ? points(smoothBy(options.smoother, sortedX, drawable, options.smoothing)) : null,
    odd,
  };
}

function oddKind(value: number, log: boolean): OddPoint["kind"] | null {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return log && value <= 0 ? "notPositive" : null;
}

/** Points come ordered by step; a resumed run may have gone back in time. */
function inOrder(xs: readonly number[]): number[] {
  const indices = xs.map((_, index) => index);
  return indices.sort((left, right) => (xs[left] ?? 0) - (xs[right] ?? 0));
}

/** Index of the point nearest to `x`, or -1 when there is none. Points are ordered by x. */
export function nearestIndex(points: readonly ChartPoint[], x: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  if (before === undefined) return after === undefined ? -1 : low;
  return after === undefined || x - before.x <= after.x - x ? low - 1 : low;
}
