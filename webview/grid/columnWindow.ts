import type { DataColumn } from "../../src/protocol/dataEntities.ts";
import type { GridRow } from "../../src/protocol/gridEntities.ts";

const [narrowest, widest] = [64, 340];
const characterWidth = 8.1;
const padding = 22;

/** Widths that fit the header and the first rows, in pixels. */
export const fittingWidths = (columns: readonly DataColumn[], rows: readonly GridRow[]): number[] =>
  columns.map(({ name, type }, index) => {
    const lengths = rows.slice(0, 50).map(({ cells }) => cells[index]?.length ?? 4);
    const header = Math.max(name.length + 2, type.length * 0.85);
    const characters = Math.max(header, ...lengths);
    return Math.round(Math.min(widest, Math.max(narrowest, characters * characterWidth + padding)));
  });

export interface ColumnPlace {
  readonly index: number;
  readonly left: number;
  readonly width: number;
}

/** Columns in sight, from left to right, in pixels. */
export function columnWindow(widths: readonly number[], scrollLeft: number, viewport: number): ColumnPlace[] {
  const places: ColumnPlace[] = [];
  let left = 0;
  for (const [index, width] of widths.entries()) {
    if (left > scrollLeft + viewport) break;
    if (left + width >= scrollLeft) places.push({ index, left, width });
    left += width;
  }
  return places;
}

export const isNumeric = (type: string): boolean =>
  /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type);
