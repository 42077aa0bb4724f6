import { formatNumber } from "../../../src/protocol/format.ts";
import { categoryScale, numberOf } from "./chartScale.ts";
import type { Dimension } from "./plotted.ts";

/** A part of an axis: `from` and `to` are places from 0 to 1. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A place for each number where there are few: `16`, `32` and `64` are then as far from each other. */
export function discrete(dimension: Dimension, most: number): Dimension {
  if (dimension.scale.kind === "categories" || dimension.column.of === "attribute") return dimension;
  const cells = dimension.cells.map((cell) => {
    const number = numberOf(cell);
    return number === null ? null : String(number);
  });
  const isFew = new Set(cells).size <= most;
  return isFew ? { ...dimension, cells, scale: categoryScale(cells.filter((cell) => cell !== null)) } : dimension;
}

/** The texts of a scale; else parts of equal width on it. */
export function partsOf({ scale, cells }: Dimension, most: number): readonly Part[] {
  if (scale.kind === "categories") {
    return scale.categories.map((label, index, { length }) => ({
      from: index / length,
      to: (index + 1) / length,
      label,
    }));
  }
  const known = cells.flatMap((cell) => {
    const number = numberOf(cell);
    return number === null ? [] : [{ number, place: scale.place(number) ?? 0 }];
  });
  const different = new Set(known.map(({ number }) => number)).size;
  const count = Math.max(1, Math.min(most, different));
  return Array.from({ length: count }, (_, index) => {
    const own = known.filter(({ place }) => partAt(place, count) === index).map(({ number }) => number);
    const label =
      own.length === 0
        ? "no run"
        : Math.min(...own) === Math.max(...own)
          ? formatNumber(Math.min(...own))
          : `${formatNumber(Math.min(...own))} to ${formatNumber(Math.max(...own))}`;
    return { from: index / count, to: (index + 1) / count, label };
  });
}

/** In which of so many equal parts a place is. */
export const partAt = (place: number, parts: number): number => Math.min(parts - 1, Math.floor(place * parts));

/** The runs of a field of two axes. */
export interface Field {
  readonly x: number;
  readonly y: number;
  /** Of those of its runs that have a number. */
  readonly mean: number;
  readonly runs: number;
}

/** Means over the fields of two axes; fields without a number are left out. */
export function fieldsOf(
  x: Dimension,
  y: Dimension,
  value: Dimension,
  [across, up]: readonly [number, number],
): Field[] {
  const sums = new Map<number, { sum: number; runs: number }>();
  value.cells.forEach((cell, index) => {
    const number = numberOf(cell);
    const [xPlace, yPlace] = [x.scale.place(x.cells[index] ?? null), y.scale.place(y.cells[index] ?? null)];
    if (number === null || xPlace === null || yPlace === null) return;
    const field = partAt(xPlace, across) * up + partAt(yPlace, up);
    const { sum, runs } = sums.get(field) ?? { sum: 0, runs: 0 };
    sums.set(field, { sum: sum + number, runs: runs + 1 });
  });
  return [...sums].map(([field, { sum, runs }]) => ({
    x: Math.floor(field / up),
    y: field % up,
    mean: sum / runs,
    runs,
  }));
}

/** How many runs are in each part of an axis. */
export function countsOf({ scale, cells }: Dimension, parts: number): readonly number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const cell of cells) {
    const place = scale.place(cell);
    if (place === null) continue;
    const part = partAt(place, parts);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}
