import { type Part, recoveredMean } from "../intervals/recoveredMean.ts";
import type { Labels } from "../metrics/columns.ts";
import { type Undefined, undefinedBecause } from "../metrics/measure.ts";
import { rowsByClass } from "../metrics/ranked/multiclassRocAuc.ts";
import { normalQuantile, normalUpperTail } from "../special/normal.ts";
import type { Comparison } from "./comparison.ts";
import { compareAccuracies, pairedRights } from "./mcnemar.ts";

/**
 * Compares the mean recalls of two models: Bonett and Price's interval in each class, put together as G. Y. Zou &
 * A. Donner (2008) do. p belongs to the interval: at most 5 % where the one of 95 % leaves out 0.
 */
export function compareBalancedAccuracies(
  labels: Labels,
  first: Labels,
  second: Labels,
  classes: number,
  confidence = 0.95,
): Comparison | Undefined {
  const found = rowsByClass(labels, classes).flatMap((rows, label) => {
    const isRight = (predictions: Labels): Uint8Array =>
      Uint8Array.from(rows, (row) => (predictions[row] === label ? 1 : 0));
    return compareAccuracies(pairedRights(isRight(first), isRight(second)), confidence) ?? [];
  });
  const parts = found.flatMap(({ difference, interval }): Part[] =>
    interval === null ? [] : [{ value: difference, low: interval.low, high: interval.high }],
  );
  if (parts.length === 0) return undefinedBecause("there are no rows");
  const mean = (figure: (one: Comparison) => number): number =>
    found.reduce((sum, one) => sum + figure(one), 0) / found.length;
  const difference = mean((one) => one.difference);
  const interval = recoveredMean(parts, confidence, "Bonett and Price's of the recall");
  const towardsZero = difference > 0 ? difference - interval.low : interval.high - difference;
  const deviations = (Math.abs(difference) / towardsZero) * normalQuantile((1 + confidence) / 2);
  return {
    first: mean((one) => one.first),
    second: mean((one) => one.second),
    difference,
    interval,
    p: Math.min(1, 2 * normalUpperTail(deviations)),
    test: "interval of the difference",
    rows: labels.length,
  };
}
