import { formatNumber } from "../../protocol/format.ts";

/** `1 row`, `1,000 rows`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? noun : `${noun}s`}`;

/** `3 of 1,000 values`. */
export const partOf = (part: number, all: number, noun: string): string =>
  `${part.toLocaleString("en-US")} of ${counted(all, noun)}`;

/** A figure to six digits; whole numbers in full. */
export const figure = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toLocaleString("en-US") : formatNumber(value, 6);

/** `5%`, `0.1%`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(6))}%`;

/** A few names; the rest is counted. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Bounds in words: `at least 3`, `3 to 9`. */
export function boundsWords({ min, max, equals }: Bounds, write: (value: number) => string = figure): string {
  if (equals !== undefined) return `exactly ${write(equals)}`;
  if (min !== undefined && max !== undefined) return `${write(min)} to ${write(max)}`;
  return min !== undefined ? `at least ${write(min)}` : `at most ${write(max ?? 0)}`;
}

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly equals?: number | undefined;
}

/** NaN is within no bounds. */
export const isWithin = (value: number, { min, max, equals }: Bounds): boolean =>
  !Number.isNaN(value) &&
  (equals === undefined || value === equals) &&
  (min === undefined || value >= min) &&
  (max === undefined || value <= max);
