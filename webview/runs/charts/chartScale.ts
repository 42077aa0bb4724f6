import { formatNumber } from "../../../src/protocol/format.ts";
import type { RunsColumn, RunsTableRow } from "../../../src/protocol/runsTableRequests.ts";
import { timeTicks } from "../../kit/axis.ts";
import { cellText } from "../columns.ts";

export type Cell = RunsTableRow["cells"][number];

export interface Tick {
  /** From 0 to 1. */
  readonly place: number;
  readonly label: string;
}

/** Where the values of a column stand along an axis. */
export interface ChartScale {
  readonly kind: "linear" | "logarithmic" | "categories";
  /** From 0 to 1; null for what can't be drawn: nothing, NaN, an infinity. */
  readonly place: (cell: Cell) => number | null;
  readonly ticks: readonly Tick[];
  /** Of a scale of categories, in its order. */
  readonly categories: readonly string[];
}

const mostCategories = 30;
/** A parameter that spans so many times its smallest value was searched on a logarithmic scale. */
const wide = 100;

/** The number that a cell is: parameters are texts. */
export function numberOf(cell: Cell): number | null {
  if (cell === null || (typeof cell === "string" && cell.trim() === "")) return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

const isLacking = (cell: Cell): boolean => cell === null || cell === "NaN" || Math.abs(Number(cell)) === Infinity;

/** The scale of a column's values: numbers by their value where all are, else a place for each text. */
export function chartScale(column: RunsColumn, cells: readonly Cell[]): ChartScale {
  const present = cells.filter((cell) => !isLacking(cell));
  const numbers = present.map(numberOf).filter((number) => number !== null);
  if (numbers.length > 0 && numbers.length === present.length) return numberScale(column, numbers);
  return categoryScale(present.map(String));
}

function numberScale(column: RunsColumn, numbers: readonly number[]): ChartScale {
  const [low, high] = rangeOf(numbers);
  const isLogarithmic = column.of === "param" && low > 0 && high / low >= wide;
  const along = isLogarithmic ? Math.log10 : (value: number): number => value;
  const [from, to] = [along(low), along(high)];
  const at = (value: number): number => (to > from ? (along(value) - from) / (to - from) : 0.5);
  const label = (value: number): string => (column.of === "attribute" ? cellText(column, value) : formatNumber(value));
  const values = isLogarithmic ? powersOfTen(low, high) : ticksOf(column, low, high);
  return {
    kind: isLogarithmic ? "logarithmic" : "linear",
    place: (cell) => {
      const value = numberOf(cell);
      return value === null || (isLogarithmic && value <= 0) ? null : at(value);
    },
    ticks: [...new Set(values)].map((value) => ({ place: at(value), label: label(value) })),
    categories: [],
  };
}

function ticksOf(column: RunsColumn, low: number, high: number): number[] {
  if (column.of === "attribute" && column.name === "start_time") {
    return timeTicks({ min: low, max: high }, 5, -60_000 * new Date(low).getTimezoneOffset());
  }
  return roundNumbers(low, high);
}

/** Round numbers within, about five; the one number where there is only one. */
export function roundNumbers(low: number, high: number): number[] {
  if (!(high > low)) return [low];
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = power * ([1, 2, 5, 10].find((factor) => (high - low) / (factor * power) <= 5) ?? 10);
  const numbers: number[] = [];
  // Counted, since adding up steps of 0.1 misses 0.3.
  for (let count = Math.ceil(low / step); count * step <= high; count++) {
    numbers.push(Number((count * step).toPrecision(12)));
  }
  return numbers;
}

/** Those within, at most about five of them; the ends where there are fewer than two. */
function powersOfTen(low: number, high: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const step = Math.max(1, Math.ceil((to - from) / 4));
  const powers: number[] = [];
  for (let power = from; power <= to; power += step) powers.push(10 ** power);
  return powers.length > 1 ? powers : [low, high];
}

/** The most frequent ones, and one place for all others. */
export function categoryScale(texts: readonly string[]): ChartScale {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text);
  const shown = frequent.length > mostCategories ? frequent.slice(0, mostCategories - 1) : frequent;
  const others = frequent.length - shown.length;
  const sorted = shown.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const categories = others === 0 ? sorted : [...sorted, `${others} others`];
  const places = new Map(sorted.map((text, index) => [text, (index + 0.5) / categories.length]));
  return {
    kind: "categories",
    place: (cell) => (isLacking(cell) ? null : (places.get(String(cell)) ?? 1 - 0.5 / categories.length)),
    ticks: categories.map((label, index) => ({ place: (index + 0.5) / categories.length, label })),
    categories,
  };
}

/** Smallest and largest. */
export function rangeOf(numbers: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  return [low, high];
}
