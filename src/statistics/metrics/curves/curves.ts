import { at } from "../../special/at.ts";
import type { Undefined } from "../measure.ts";
import { oneClassOnly, type RankedCounts } from "../ranked/rankedCounts.ts";

/** A curve over the thresholds of a score, from the highest on. What is computed from it uses all points; see `thinned`. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** "Positive from this score on"; infinite where no row is. */
  readonly thresholds: Float64Array;
}

/** True against false positive rate, from (0, 0) to (1, 1): scikit-learn's `roc_curve` with `drop_intermediate=False`. */
export function rocCurve(counts: RankedCounts): Curve | Undefined {
  const { positives, negatives, totalPositives, totalNegatives } = counts;
  return (
    oneClassOnly(counts) ?? {
      x: withStart(0, negatives, (negative) => negative / totalNegatives),
      y: withStart(0, positives, (positive) => positive / totalPositives),
      thresholds: withStart(Number.POSITIVE_INFINITY, counts.thresholds, (threshold) => threshold),
    }
  );
}

/**
 * Precision against recall, from recall 0, where precision is taken as 1: scikit-learn's `precision_recall_curve` the
 * other way round. Draw it in steps: the area below straight lines overstates it.
 */
export function precisionRecallCurve(counts: RankedCounts): Curve | Undefined {
  const { positives, negatives, totalPositives } = counts;
  return (
    oneClassOnly(counts) ?? {
      x: withStart(0, positives, (positive) => positive / totalPositives),
      y: withStart(1, positives, (positive, i) => positive / (positive + at(negatives, i))),
      thresholds: withStart(Number.POSITIVE_INFINITY, counts.thresholds, (threshold) => threshold),
    }
  );
}

/** The share of positives found against the share of rows looked at, the best-scored first: cumulative gain. */
export function gainCurve(counts: RankedCounts): Curve | Undefined {
  const { positives, negatives, totalPositives, totalNegatives } = counts;
  const rows = totalPositives + totalNegatives;
  return (
    oneClassOnly(counts) ?? {
      x: withStart(0, positives, (positive, i) => (positive + at(negatives, i)) / rows),
      y: withStart(0, positives, (positive) => positive / totalPositives),
      thresholds: withStart(Number.POSITIVE_INFINITY, counts.thresholds, (threshold) => threshold),
    }
  );
}

/** How many times as many positives are found as by chance, from the first threshold on: gain / share of rows. */
export function liftCurve(counts: RankedCounts): Curve | Undefined {
  const gain = gainCurve(counts);
  if ("reason" in gain) return gain;
  return {
    x: gain.x.slice(1),
    y: gain.y.subarray(1).map((found, i) => found / at(gain.x, i + 1)),
    thresholds: gain.thresholds.slice(1),
  };
}

function withStart(start: number, values: Float64Array, figure: (value: number, i: number) => number): Float64Array {
  const points = new Float64Array(values.length + 1);
  points[0] = start;
  for (let i = 0; i < values.length; i++) points[i + 1] = figure(at(values, i), i);
  return points;
}
