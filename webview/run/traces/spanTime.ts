import { formatDuration } from "../../../src/protocol/format.ts";

/** A span's time, which may be far below a millisecond: `3 µs`, `0.42 ms`, `12.3 ms`, then as other durations. */
export function formatSpanTime(milliseconds: number): string {
  const time = Math.max(0, milliseconds);
  if (time === 0) return "0 ms";
  if (time < 0.01) return `${Number((time * 1000).toPrecision(2))} µs`;
  if (time < 1) return `${Number(time.toPrecision(2))} ms`;
  if (time < 100) return `${Number(time.toPrecision(3))} ms`;
  return formatDuration(time);
}

/** A trace's time, which MLflow counts in whole milliseconds. */
export const formatTraceTime = (milliseconds: number): string =>
  milliseconds === 0 ? "< 1 ms" : formatSpanTime(milliseconds);
