import { at } from "../../special/at.ts";
import { sortedQuantile } from "../../special/sortedQuantile.ts";
import { type Labels, mustBeBelow, mustMatch, obstacle, type Weights } from "../columns.ts";
import { type Measure, measured, type Undefined, undefinedBecause } from "../measure.ts";
import { isAscending } from "../ranked/sortedOrder.ts";

/** Bins of equal width over [0, 1], or with an equal number of rows. */
export type Binning = "equal width" | "equal mass";

/** The rows whose predicted probability lies between two edges. */
export interface CalibrationBin {
  /** Above this (the first bin: from it on) … */
  readonly low: number;
  /** … and at most this. */
  readonly high: number;
  /** Rows, or the sum of their weights. */
  readonly size: number;
  /** The mean probability that was predicted. */
  readonly predicted: number;
  /** The share of them that is positive. */
  readonly observed: number;
}

/**
 * Predicted against observed probabilities, for bins that have rows: scikit-learn's `calibration_curve`, with
 * `strategy` "uniform" or "quantile". Bins of equal mass have edges at the probabilities' quantiles, so equal
 * probabilities stay together and fewer bins than asked for can remain.
 */
export function calibrationCurve(
  labels: Labels,
  probabilities: Float64Array,
  binning: Binning,
  bins: number,
  weights: Weights = null,
): readonly CalibrationBin[] | Undefined {
  mustMatch(labels.length, probabilities);
  mustBeBelow(2, labels);
  const reason = obstacle(labels.length, { probabilities }, weights);
  if (reason !== null) return undefinedBecause(reason);
  const outside = outsideOf(probabilities);
  if (outside !== undefined) return undefinedBecause(`${outside} is not a probability`);
  const edges = edgesOf(probabilities, binning, bins);
  const sums = sumsBetween(edges, labels, probabilities, weights);
  return sums.flatMap(({ size, first, distances, positives }, i) => {
    const [low, high] = [at(edges, i), at(edges, i + 1)];
    return size === 0 ? [] : [{ low, high, size, predicted: first + distances / size, observed: positives / size }];
  });
}

/**
 * Expected calibration error: the mean distance between predicted and observed probability over the bins, by their
 * rows. M. P. Naeini et al. (2015), C. Guo et al. (2017), for the positive class. It is never below 0 and, with few rows
 * a bin, well above it for a perfectly calibrated model.
 */
export function expectedCalibrationError(curve: readonly CalibrationBin[] | Undefined): Measure {
  if ("reason" in curve) return curve;
  const size = curve.reduce((sum, bin) => sum + bin.size, 0);
  return measured(curve.reduce((sum, bin) => sum + bin.size * Math.abs(bin.predicted - bin.observed), 0) / size);
}

/** The first number that is no probability. */
function outsideOf(probabilities: Float64Array): number | undefined {
  for (let i = 0; i < probabilities.length; i++) {
    const probability = at(probabilities, i);
    if (probability < 0 || probability > 1) return probability;
  }
  return undefined;
}

function edgesOf(probabilities: Float64Array, binning: Binning, bins: number): Float64Array {
  const positions = Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
  if (binning === "equal width") return positions;
  const ascending = isAscending(probabilities) ? probabilities : probabilities.toSorted();
  return positions.map((position) => sortedQuantile(ascending, position));
}

interface Sums {
  size: number;
  /** Of how far each probability lies from the bin's first one: of equal probabilities the mean is then exactly that one. */
  distances: number;
  first: number;
  positives: number;
}

function sumsBetween(edges: Float64Array, labels: Labels, probabilities: Float64Array, weights: Weights): Sums[] {
  const bins = Array.from(
    { length: edges.length - 1 },
    (): Sums => ({ size: 0, distances: 0, first: 0, positives: 0 }),
  );
  const inner = edges.subarray(1, -1);
  for (let i = 0; i < labels.length; i++) {
    const probability = at(probabilities, i);
    const bin = bins[firstAtLeast(inner, probability)];
    const weight = weights === null ? 1 : at(weights, i);
    if (bin === undefined) continue;
    if (bin.size === 0) bin.first = probability;
    bin.size += weight;
    bin.distances += weight * (probability - bin.first);
    if (labels[i] === 1) bin.positives += weight;
  }
  return bins;
}

/** The index of the first edge that is not below the value; their number when all are. */
function firstAtLeast(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(edges, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
