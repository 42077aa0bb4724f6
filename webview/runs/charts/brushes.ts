import type { Common } from "../../../src/protocol/query/narrowed.ts";
import { numberOf, rangeOf } from "./chartScale.ts";
import type { Dimension, Plotted } from "./plotted.ts";

/** A part of an axis that was chosen, as places from 0 to 1. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** By column. */
export type Brushes = ReadonlyMap<string, Brush>;

/** Whether each of the runs is within all of the chosen parts. */
export function brushed({ runs }: Plotted, axes: readonly Dimension[], brushes: Brushes): readonly boolean[] {
  return runs.map((_, index) =>
    axes.every(({ id, scale, cells }) => {
      const brush = brushes.get(id);
      if (brush === undefined) return true;
      const place = scale.place(cells[index] ?? null);
      return place !== null && place >= brush.from && place <= brush.to;
    }),
  );
}

/** What the runs that are in have in common on each axis of which a part was chosen: the ends are values of theirs. */
export function brushConditions(
  axes: readonly Dimension[],
  brushes: Brushes,
  isIn: readonly boolean[],
): readonly Common[] {
  return axes.flatMap(({ id, column, scale, cells }): Common[] => {
    if (!brushes.has(id) || column.of === "attribute") return [];
    const own = cells.filter((_, index) => isIn[index] === true);
    const take = column.of === "metric" ? { take: column.take } : {};
    if (scale.kind === "categories") {
      if (column.of === "metric") return [];
      return [{ of: column.of, key: column.key, values: [...new Set(own.map(String))] }];
    }
    const [low, high] = rangeOf(own.map(numberOf).filter((number) => number !== null));
    return [{ of: column.of, key: column.key, ...take, low, high }];
  });
}
