import { nearestIndex } from "./chartData.ts";
import type { DrawnSeries } from "./chartModel.ts";

/** What one run says at the crosshair. */
export interface CursorRow {
  readonly drawn: DrawnSeries;
  readonly x: number;
  /** As logged: NaN and infinities too. */
  readonly value: number;
  readonly smoothed: number | null;
}

/** The logged x nearest to where the pointer is, over all lines; null when there is none. */
export function snap(series: readonly DrawnSeries[], x: number): number | null {
  let best: number | null = null;
  for (const { series: each } of series) {
    const near = each.raw[nearestIndex(each.raw, x)]?.x;
    if (near !== undefined && (best === null || Math.abs(near - x) < Math.abs(best - x))) best = near;
  }
  return best;
}

/** The next logged x in a direction, over all lines; stays where there is none. */
export function step(series: readonly DrawnSeries[], x: number, direction: 1 | -1): number {
  let best: number | null = null;
  for (const { series: each } of series) {
    let index = nearestIndex(each.raw, x);
    let candidate = each.raw[index]?.x;
    while (candidate !== undefined && (candidate - x) * direction <= 0) {
      index += direction;
      candidate = each.raw[index]?.x;
    }
    if (candidate !== undefined && (best === null || (candidate - best) * direction < 0)) best = candidate;
  }
  return best ?? x;
}

/** What each run says at `x`, largest first; runs without a point within `reach` are left out. */
export function cursorRows(series: readonly DrawnSeries[], x: number, reach: number): CursorRow[] {
  const rows: CursorRow[] = [];
  for (const drawn of series) {
    const { raw, smoothed, odd } = drawn.series;
    const index = nearestIndex(raw, x);
    const point = raw[index];
    if (point === undefined || Math.abs(point.x - x) > reach) continue;
    const value = Number.isNaN(point.y) ? (odd.find((each) => each.x === point.x)?.value ?? point.y) : point.y;
    rows.push({ drawn, x: point.x, value, smoothed: smoothed?.[index]?.y ?? null });
  }
  return rows.sort((left, right) => rank(right.value) - rank(left.value));
}

const rank = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
