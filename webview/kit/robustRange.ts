import type { XRange } from "./axis.ts";
import type { DrawnSeries } from "./chartModel.ts";

export interface RobustRange {
  readonly min: number;
  readonly max: number;
  /** Drawn points that lie beyond it. */
  readonly outside: number;
}

/** So much of the points lies below, and as much above; TensorBoard leaves out as much. */
const tail = 0.05;
/** Of the height, on either side. */
const margin = 0.1;

/**
 * A y axis for the bulk of the visible points: from their 5th to their 95th percentile, and somewhat more.
 * @returns null where all points are within, so that the usual axis serves
 */
export function robustRange(
  series: readonly DrawnSeries[],
  { zoom, log }: { readonly zoom: XRange | null; readonly log: boolean },
): RobustRange | null {
  const drawn = series.flatMap(({ series: { raw } }) =>
    raw.filter(({ x, y }) => !Number.isNaN(y) && (zoom === null || (x >= zoom.min && x <= zoom.max))),
  );
  const scaled = Float64Array.from(drawn, ({ y }) => (log ? Math.log10(y) : y)).sort();
  const at = (share: number): number => scaled[Math.round(share * (scaled.length - 1))] ?? 0;
  const [low, high] = [at(tail), at(1 - tail)];
  const room = (high - low) * margin;
  const back = (value: number): number => (log ? 10 ** value : value);
  const range = { min: back(low - room), max: back(high + room) };
  const outside = drawn.filter(({ y }) => y < range.min || y > range.max).length;
  return outside === 0 || room === 0 ? null : { ...range, outside };
}
