import { influenceDeviation, type RowInfluences } from "../intervals/influences.ts";
import { noInterval } from "../intervals/interval.ts";
import { at } from "../special/at.ts";
import { normalQuantile, normalUpperTail } from "../special/normal.ts";
import type { Comparison } from "./comparison.ts";

/**
 * Compares two models by a figure whose rows' influences are known, such as the area over several classes: what each row
 * does to the difference takes in that both models saw the same rows. DeLong's test is that of the area of two classes.
 */
export function compareByInfluences(
  first: RowInfluences,
  second: RowInfluences,
  confidence: number,
  test: string,
): Comparison {
  const difference = second.value - first.value;
  const influences = second.influences.map((moved, row) => moved - at(first.influences, row));
  const deviation = influenceDeviation({ influences });
  const figures = { first: first.value, second: second.value, difference, rows: influences.length, test };
  const unknown = first.intervalReason ?? second.intervalReason;
  if (unknown !== undefined) return { ...figures, ...noInterval(unknown), p: null };
  if (!(deviation > 0)) {
    const reason = "no row moves the difference, which leaves nothing to estimate its error from";
    return { ...figures, ...noInterval(reason), p: difference === 0 ? 1 : null };
  }
  const half = normalQuantile((1 + confidence) / 2) * deviation;
  return {
    ...figures,
    interval: { low: difference - half, high: difference + half, confidence, method: test },
    p: 2 * normalUpperTail(Math.abs(difference) / deviation),
  };
}
