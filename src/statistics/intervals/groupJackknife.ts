import { generatorOf } from "../random/generator.ts";
import { at } from "../special/at.ts";
import { normalUpperTail } from "../special/normal.ts";
import { studentQuantile } from "../special/student.ts";
import type { Resampling, Statistic } from "./bootstrap.ts";
import { noInterval } from "./interval.ts";
import { varianceOf } from "./moments.ts";
import type { Resampled } from "./resampled.ts";

export const jackknifeGroups = 200;

/**
 * Intervals of any figures of many rows by 200 passes over them: rows in groups at random, each group left out in turn. J.
 * Shao & D. Tu, "The jackknife and bootstrap" (1995), 2.3.
 */
export function groupJackknife(
  rows: number,
  statistic: Statistic,
  { seed, confidence }: Resampling,
): readonly Resampled[] {
  const { index } = generatorOf(seed);
  const group = Uint8Array.from({ length: rows }, () => index(jackknifeGroups));
  const weights = new Float64Array(rows).fill(1);
  const observed = statistic(weights);
  const without = Array.from({ length: jackknifeGroups }, (_, left) => {
    for (let row = 0; row < rows; row++) weights[row] = group[row] === left ? 0 : 1;
    return statistic(weights);
  });
  return intervalsOf(observed, without, confidence);
}

/** The same for figures of sums: `table` holds those of each group at `group * width`. Takes no longer for many rows. */
export function groupJackknifeSums(
  table: Float64Array,
  figures: (sums: Float64Array) => readonly number[],
  confidence: number,
): readonly Resampled[] {
  const width = table.length / jackknifeGroups;
  const total = new Float64Array(width);
  for (let i = 0; i < table.length; i++) total[i % width] = at(total, i % width) + at(table, i);
  const without = Array.from({ length: jackknifeGroups }, (_, group) =>
    figures(total.map((sum, column) => sum - at(table, group * width + column))),
  );
  return intervalsOf(figures(total), without, confidence);
}

function intervalsOf(
  observed: readonly number[],
  without: readonly (readonly number[])[],
  confidence: number,
): readonly Resampled[] {
  return observed.map((figure, i) =>
    normalInterval(
      figure,
      Float64Array.from(without, (figures) => figures[i] ?? Number.NaN),
      confidence,
    ),
  );
}

function normalInterval(observed: number, without: Float64Array, confidence: number): Resampled {
  const groups = without.length;
  const deviation = Math.sqrt((varianceOf(without) * (groups - 1) ** 2) / groups);
  if (!Number.isFinite(observed + deviation)) {
    return { ...noInterval("the figure is undefined where some of the rows are left out"), observed, p: null };
  }
  if (deviation === 0) return { ...noInterval("leaving rows out does not change the figure"), observed, p: null };
  const half = studentQuantile((1 + confidence) / 2, groups - 1) * deviation;
  const method = `jackknife leaving out each of ${groups} groups of rows`;
  return {
    observed,
    p: 2 * normalUpperTail(Math.abs(observed) / deviation),
    interval: { low: observed - half, high: observed + half, confidence, method },
  };
}
