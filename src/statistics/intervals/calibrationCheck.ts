import type { CalibrationBin } from "../metrics/probabilities/calibration.ts";
import { binomial } from "../random/binomial.ts";
import { generatorOf } from "../random/generator.ts";
import { sortedQuantile } from "../special/sortedQuantile.ts";
import type { Resampling } from "./bootstrap.ts";
import { meanOf } from "./moments.ts";

/** What the expected calibration error of a model with true probabilities would be, for as many rows in the same bins. */
export interface CalibrationCheck {
  readonly expected: number;
  /** At most this, with the resampling's confidence. */
  readonly limit: number;
  /** How often it would be at least as large as the observed one. */
  readonly p: number;
}

/**
 * Tells a calibration error from the one that chance alone makes, which is never 0: consistency resampling, J. Bröcker &
 * L. A. Smith (2007). A bin's rows are taken to share their mean probability, which makes the limit a little too high
 * rather than too low. For a curve of unweighted rows.
 */
export function calibrationCheck(curve: readonly CalibrationBin[], resampling: Resampling): CalibrationCheck {
  const generator = generatorOf(resampling.seed);
  const rows = curve.reduce((sum, bin) => sum + bin.size, 0);
  const errorOf = (positives: (bin: CalibrationBin) => number): number =>
    curve.reduce((sum, bin) => sum + Math.abs(positives(bin) - bin.predicted * bin.size), 0) / rows;
  const observed = errorOf(({ observed, size }) => observed * size);
  const draws = Float64Array.from({ length: resampling.resamples }, () =>
    errorOf(({ size, predicted }) => binomial(generator, size, predicted)),
  ).sort();
  const reached = draws.reduce((count, draw) => count + (draw >= observed ? 1 : 0), 0);
  return {
    expected: meanOf(draws),
    limit: sortedQuantile(draws, resampling.confidence),
    p: (reached + 1) / (draws.length + 1),
  };
}
