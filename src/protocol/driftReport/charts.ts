import type { CategoryView, DriftHistogram, NumericView } from "../driftEntities.ts";
import { formatNumber } from "../format.ts";

/** A part of a drawing. Its class says what it stands for; colours are the page's. */
export type Shape =
  | {
      readonly kind: "rect";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly of: Meaning;
      readonly title?: string;
    }
  | { readonly kind: "path"; readonly d: string; readonly of: Meaning }
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor: "start" | "middle" | "end";
    };
export type Meaning = "reference" | "current" | "axis" | "zero" | "limit" | "drift" | "unclear" | "quiet";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** For those who can't see it. */
  readonly label: string;
  readonly shapes: readonly Shape[];
}

const width = 360;
const height = 150;
const left = 8;
const bottom = 18;
const secondsOfDay = 86_400;
const top = 8;

/** Dates of a column of times, numbers of others. */
function axisText(value: number, isTime: boolean): string {
  if (!isTime) return formatNumber(value, 3);
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime())
    ? formatNumber(value, 3)
    : date.toISOString().slice(0, 16).replace("T", " ").replace(" 00:00", "");
}

const text = (x: number, y: number, words: string, anchor: "start" | "middle" | "end"): Shape => ({
  kind: "text",
  x,
  y,
  text: words,
  anchor,
});

/** Both sides over the same bars: the reference filled, the current side as a line. Areas are shares of the rows. */
export function histogramDrawing({ histogram, isTime }: NumericView): Drawing | null {
  if (histogram === null) return null;
  const { edges } = histogram;
  const [low, high] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  const density = densities(histogram);
  const tallest = Math.max(...density.reference, ...density.current);
  if (!(high > low) || !(tallest > 0)) return null;
  const x = (value: number): number => left + ((value - low) / (high - low)) * (width - 2 * left);
  const y = (value: number): number => height - bottom - (value / tallest) * (height - bottom - top);
  const bars = edges.slice(1).map((end, i): Shape => {
    const start = edges[i] ?? low;
    const [a, b] = [histogram.reference[i] ?? 0, histogram.current[i] ?? 0];
    const tall = y(density.reference[i] ?? 0);
    return {
      kind: "rect",
      x: x(start),
      y: tall,
      width: Math.max(0.5, x(end) - x(start)),
      height: height - bottom - tall,
      of: "reference",
      title: `${axisText(start, isTime)} to ${axisText(end, isTime)}: ${share(a)} before, ${share(b)} now`,
    };
  });
  const steps = edges.slice(1).map((end, i) => `V${round(y(density.current[i] ?? 0))}H${round(x(end))}`);
  const outside = outsideWords(histogram);
  return {
    width,
    height,
    label: `Histogram from ${axisText(low, isTime)} to ${axisText(high, isTime)}.${outside}`,
    shapes: [
      ...bars,
      { kind: "path", d: `M${round(x(low))} ${height - bottom}${steps.join("")}V${height - bottom}`, of: "current" },
      { kind: "path", d: `M${left} ${height - bottom}H${width - left}`, of: "axis" },
      text(left, height - 5, axisText(low, isTime), "start"),
      text(width - left, height - 5, axisText(high, isTime), "end"),
    ],
  };
}

function densities({ edges, reference, current }: DriftHistogram): { reference: number[]; current: number[] } {
  const per = (shares: readonly number[]): number[] =>
    shares.map((part, i) => part / Math.max(Number.MIN_VALUE, (edges[i + 1] ?? 0) - (edges[i] ?? 0)));
  return { reference: per(reference), current: per(current) };
}

/** How many rows the bars leave out. */
export function outsideWords({ below, above }: DriftHistogram): string {
  const [before, now] = [below.reference + above.reference, below.current + above.current];
  return before + now > 0 ? ` ${share(before)} before and ${share(now)} now lie outside.` : "";
}

/** How far each quantile has moved, by the share of rows below it. */
export function shiftDrawing({ quantiles, isTime }: NumericView): Drawing | null {
  const shifts = quantiles.map(({ reference, current }) => current - reference);
  const most = Math.max(...shifts.map(Math.abs), 0);
  if (quantiles.length === 0 || !(most > 0)) return null;
  const [right, label] = [width - left, 64];
  const size = (sign: string, digits: number): string =>
    `${sign}${isTime ? `${formatNumber(most / secondsOfDay, digits)} d` : formatNumber(most, digits)}`;
  const x = (probability: number): number => label + probability * (right - label);
  const middle = (height - bottom + top) / 2;
  const y = (shift: number): number => middle - (shift / most) * (middle - top);
  const line = quantiles.map(
    ({ probability }, i) => `${i === 0 ? "M" : "L"}${round(x(probability))} ${round(y(shifts[i] ?? 0))}`,
  );
  return {
    width,
    height,
    label: `Change of the quantiles: at most ${size("", 3)}.`,
    shapes: [
      { kind: "path", d: `M${label} ${middle}H${right}`, of: "zero" },
      { kind: "path", d: line.join(""), of: "current" },
      text(label - 4, top + 8, size("+", 2), "end"),
      text(label - 4, middle + 4, "0", "end"),
      text(label - 4, height - bottom, size("−", 2), "end"),
      text(x(0.01), height - 5, "1 %", "start"),
      text(x(0.5), height - 5, "median", "middle"),
      text(right, height - 5, "99 %", "end"),
    ],
  };
}

/** The commonest categories: the share before as a bar, and now below it. */
export function categoryDrawing(
  { top: rows, others }: CategoryView,
  sizes: { reference: number; current: number },
): Drawing | null {
  const all = [...rows, ...(others.reference + others.current > 0 ? [{ label: "all others", ...others }] : [])];
  const shares = all.map(({ label, reference, current }) => ({
    label,
    before: sizes.reference > 0 ? reference / sizes.reference : 0,
    now: sizes.current > 0 ? current / sizes.current : 0,
  }));
  const most = Math.max(...shares.flatMap(({ before, now }) => [before, now]), 0);
  if (!(most > 0)) return null;
  const [row, label] = [24, 130];
  const long = (part: number): number => (part / most) * (width - label - 60);
  return {
    width,
    height: shares.length * row + 4,
    label: "Shares of the commonest categories, before and now.",
    shapes: shares.flatMap(({ label: name, before, now }, i): Shape[] => {
      const y = i * row + 4;
      const title = `${name}: ${share(before)} before, ${share(now)} now`;
      return [
        text(label - 6, y + 13, name.length > 20 ? `${name.slice(0, 19)}…` : name, "end"),
        { kind: "rect", x: label, y, width: long(before), height: 8, of: "reference", title },
        { kind: "rect", x: label, y: y + 9, width: long(now), height: 8, of: "current", title },
        text(label + Math.max(long(before), long(now)) + 4, y + 13, `${signed(now - before)}`, "start"),
      ];
    }),
  };
}

const share = (part: number): string => `${formatNumber(100 * part, 3)} %`;
const signed = (change: number): string => `${change < 0 ? "−" : "+"}${Math.abs(100 * change).toFixed(1)} pp`;
const round = (x: number): number => Math.round(x * 100) / 100;
