import { type IntervalOrReason, noInterval } from "../intervals/interval.ts";
import { studentQuantile, studentTail } from "../special/student.ts";

/** The mean of a figure over repeats of the same training, such as several seeds. */
export type RepeatedFigure = { readonly mean: number; readonly n: number } & IntervalOrReason;

/** The second's mean minus the first's. */
export type MeanDifference = {
  readonly difference: number;
  /** The difference as a share of the first's mean. */
  readonly relative: ({ readonly share: number } & IntervalOrReason) | null;
  /** The probability of a difference at least as large if there were none; null where repeats don't vary or are too few. */
  readonly p: number | null;
} & IntervalOrReason;

const oneRepeat = "one repeat does not tell how much they differ";
const noSpread = "all repeats are equal, which leaves nothing to estimate an error from";

/** With Student's interval. @param values finite, at least one */
export function meanOfRepeats(values: readonly number[], confidence = 0.95): RepeatedFigure {
  const { n, mean, error } = momentsOf(values);
  if (n < 2) return { n, mean, ...noInterval(oneRepeat) };
  if (error === 0) return { n, mean, ...noInterval(noSpread) };
  return { n, mean, ...around(mean, Math.sqrt(error), n - 1, confidence, "Student's t") };
}

/**
 * Welch's comparison of two means, whose spreads may differ (B. L. Welch 1947, with Satterthwaite's degrees of freedom).
 * The relative change has the delta method's interval, with the same degrees of freedom computed from its own two parts.
 * @param first and second: finite, at least one each
 */
export function compareMeans(first: readonly number[], second: readonly number[], confidence = 0.95): MeanDifference {
  const [a, b] = [momentsOf(first), momentsOf(second)];
  const difference = b.mean - a.mean;
  const none = (reason: string): MeanDifference => ({
    difference,
    relative: a.mean === 0 ? null : { share: difference / Math.abs(a.mean), ...noInterval(reason) },
    p: null,
    ...noInterval(reason),
  });
  if (a.n < 2 || b.n < 2) return none(oneRepeat);
  if (a.error + b.error === 0) return none(noSpread);
  const degrees = degreesOfFreedom(a.error, a.n, b.error, b.n);
  const deviation = Math.sqrt(a.error + b.error);
  return {
    difference,
    relative: relativeChange(a, b, confidence),
    p: studentTail(difference / deviation, degrees),
    ...around(difference, deviation, degrees, confidence, "Welch's t"),
  };
}

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** The squared standard error of the mean. */
  readonly error: number;
}

function momentsOf(values: readonly number[]): Moments {
  const n = values.length;
  // Equal values have exactly their own value as a mean.
  const [origin = Number.NaN] = values;
  const mean = origin + values.reduce((sum, value) => sum + (value - origin), 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, error: squares / (n - 1) / n };
}

/** A mean that its own error brings near 0 makes a share of it meaningless. */
const clearOfZero = 3;

function relativeChange(a: Moments, b: Moments, confidence: number): MeanDifference["relative"] {
  if (Math.abs(a.mean) <= clearOfZero * Math.sqrt(a.error)) return null;
  const share = (b.mean - a.mean) / Math.abs(a.mean);
  const [fromA, fromB] = [(b.mean ** 2 * a.error) / a.mean ** 4, b.error / a.mean ** 2];
  const degrees = degreesOfFreedom(fromA, a.n, fromB, b.n);
  return { share, ...around(share, Math.sqrt(fromA + fromB), degrees, confidence, "delta method, Student's t") };
}

const degreesOfFreedom = (a: number, n: number, b: number, m: number): number =>
  (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1));

function around(
  middle: number,
  deviation: number,
  degrees: number,
  confidence: number,
  method: string,
): IntervalOrReason {
  const half = studentQuantile((1 + confidence) / 2, degrees) * deviation;
  return { interval: { low: middle - half, high: middle + half, confidence, method } };
}
