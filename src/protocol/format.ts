import { fromMetricValue, type MetricValue, type RunStatus } from "./entities.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A number for people, with at most `significant` digits and without needless zeros: `0.1234`, `1.5e-7`, `12346`.
 * Integers stay exact up to 15 digits. Rounding never claims a whole number that was not reached: an accuracy of
 * 0.99996 is `0.9999`, not `1` (beyond `significant` digits only the whole part is shown).
 */
export function formatNumber(value: MetricValue, significant = 4): string {
  const number = fromMetricValue(value);
  if (Number.isNaN(number)) return "NaN";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const size = Math.abs(number);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return withExponent(number, significant);
  if (Number.isInteger(number)) return withMinus(String(number));
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(size)));
  if (decimals === 0) return withMinus(Math.round(number).toFixed(0));
  const rounded = number.toFixed(decimals);
  if (!Number.isInteger(Number(rounded))) return withMinus(withoutTrailingZeros(rounded));
  const scale = 10 ** decimals;
  return withMinus((Math.trunc(number * scale) / scale).toFixed(decimals));
}

function withExponent(number: number, significant: number): string {
  const [mantissa = "", exponent = ""] = number.toExponential(significant - 1).split("e");
  return withMinus(`${withoutTrailingZeros(mantissa)}e${exponent.replace("+", "")}`);
}

const withoutTrailingZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A typographic minus, as wide as a digit and never a line break. */
const withMinus = (text: string): string => text.replace(/^-/, "−");

/** How long ago `time` was, in its largest whole unit: `just now`, `40 s ago`, `3 h ago`, `2 days ago`. */
export function formatAge(time: number, now: number): string {
  const { count, unit } = largestUnit(now - time);
  return count === 0 ? "just now" : `${count} ${unit} ago`;
}

/** The same where there is little room: `now`, `40s`, `3h`, `2d`. */
export function formatShortAge(time: number, now: number): string {
  const { count, sign } = largestUnit(now - time);
  return count === 0 ? "now" : `${count}${sign}`;
}

const ageUnits = [
  [730 * day, 365.25 * day, "y", "year", "years"],
  [60 * day, 30.44 * day, "mo", "month", "months"],
  [day, day, "d", "day", "days"],
  [hour, hour, "h", "h", "h"],
  [minute, minute, "m", "min", "min"],
  [5 * second, second, "s", "s", "s"],
] as const;

function largestUnit(age: number): { readonly count: number; readonly sign: string; readonly unit: string } {
  const found = ageUnits.find(([from]) => age >= from);
  if (found === undefined) return { count: 0, sign: "", unit: "" };
  const [, length, sign, one, several] = found;
  const count = Math.floor(age / length);
  return { count, sign, unit: count === 1 ? one : several };
}

/** A span of time in its two largest units, never rounded up: `850 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`, `1 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < second) return `${Math.floor(span)} ms`;
  if (span < minute) return `${Math.floor(span / 100) / 10} s`;
  if (span < hour) return twoUnits(span, minute, "min", second, "s");
  if (span < day) return twoUnits(span, hour, "h", minute, "min");
  return twoUnits(span, day, "d", hour, "h");
}

function twoUnits(span: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((span % large) / small);
  const whole = `${Math.floor(span / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

/** A size in decimal units as file managers show it: `512 B`, `1.2 kB`, `34 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 ? withoutTrailingZeros(size.toFixed(1)) : size.toFixed(0)} ${units[unit]}`;
}

const statusWords: Readonly<Record<RunStatus, string>> = {
  RUNNING: "Running",
  SCHEDULED: "Scheduled",
  FINISHED: "Finished",
  FAILED: "Failed",
  KILLED: "Killed",
};

/** A run's status in a word. */
export const formatStatus = (status: RunStatus): string => statusWords[status];
