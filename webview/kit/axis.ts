import type { SeriesSample } from "../../src/protocol/entities.ts";
import { formatDuration, formatNumber } from "../../src/protocol/format.ts";

/** What runs along a chart: the logged step, milliseconds since the run's start, or the time of day. */
export const xModes = ["step", "relative", "wall"] as const;
export type XMode = (typeof xModes)[number];

/** A visible part of the x axis, in the axis' own unit. */
export interface XRange {
  readonly min: number;
  readonly max: number;
}

/** Where the points of a series lie on the x axis. */
export function xValues(sample: SeriesSample, mode: XMode, runStart: number): readonly number[] {
  if (mode === "step") return sample.steps;
  return mode === "wall" ? sample.times : sample.times.map((time) => time - runStart);
}

/**
 * The steps to ask for when `range` is all that is visible: those of the points in it and one more on either side,
 * so that lines reach the edges. Null when no point is near.
 */
export function stepRange(
  sample: SeriesSample,
  mode: XMode,
  runStart: number,
  range: XRange,
): { from: number; to: number } | null {
  if (mode === "step") return { from: Math.floor(range.min), to: Math.ceil(range.max) };
  const xs = xValues(sample, mode, runStart);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  xs.forEach((x, index) => {
    const near = [xs[index - 1], x, xs[index + 1]].some(
      (each) => each !== undefined && each >= range.min && each <= range.max,
    );
    const step = sample.steps[index];
    if (!near || step === undefined) return;
    from = Math.min(from, step);
    to = Math.max(to, step);
  });
  return from <= to ? { from, to } : null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];

/** Round values for an axis of time, at most about `count` of them; `offset` is the time zone's, so that days begin at midnight. */
export function timeTicks(range: XRange, count: number, offset = 0): number[] {
  const span = range.max - range.min;
  if (!(span > 0)) return [range.min];
  const ideal = span / Math.max(1, count);
  const step = timeSteps.find((each) => each >= ideal) ?? Math.ceil(ideal / (28 * day)) * 28 * day;
  const ticks: number[] = [];
  for (let tick = Math.ceil((range.min + offset) / step) * step - offset; tick <= range.max; tick += step)
    ticks.push(tick);
  return ticks;
}

/** A tick or a crosshair position in words; `span` is the visible width, which decides how much of a date is shown. */
export function formatX(x: number, mode: XMode, span: number, locale?: string): string {
  if (mode === "step") return formatNumber(x, 6);
  if (mode === "relative") return x < 0 ? `−${formatDuration(-x)}` : x === 0 ? "0" : formatDuration(x);
  const date = new Date(x);
  if (span > 3 * day) return date.toLocaleDateString(locale, { month: "short", day: "numeric" });
  const time = date.toLocaleTimeString(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    ...(span < 10 * minute ? { second: "2-digit" as const } : {}),
  });
  return span > day ? `${date.toLocaleDateString(locale, { weekday: "short" })} ${time}` : time;
}
