import { generatorOf } from "../random/generator.ts";
import { resample } from "../random/resample.ts";
import { at } from "../special/at.ts";

export interface Resampling {
  /** At least 1,000. */
  readonly resamples: number;
  readonly seed: number;
  readonly confidence: number;
}

export const usualResampling: Resampling = { resamples: 2000, seed: 20_260, confidence: 0.95 };

/** Figures from how often each unit counts; NaN where one is undefined. Figures of two models share their resamples. */
export type Statistic = (weights: Float64Array) => readonly number[];

/** One figure over all resamples. */
export interface Bootstrapped {
  readonly observed: number;
  /** Those of its resamples in which it is defined, ascending. */
  readonly draws: Float64Array;
  readonly resamples: number;
  /** How many rows were drawn. */
  readonly rows: number;
  /** Of Efron's BCa interval, by the jackknife; 0 for very many units, where it no longer matters; NaN where undefined. */
  readonly acceleration: number;
}

/**
 * Efron's bootstrap: the statistic of rows drawn with replacement, as many as there are. Rows that are alike for the
 * statistic make one unit, with their number in `counts`, so a confusion matrix of a million rows takes no longer than
 * one of a hundred.
 * @returns an entry for each figure of the statistic
 * @throws RangeError for fewer than 1,000 resamples
 */
export function bootstrap(
  counts: Float64Array,
  statistic: Statistic,
  { resamples, seed }: Resampling,
): readonly Bootstrapped[] {
  if (resamples < 1000) throw new RangeError(`${resamples} resamples are too few: 1000 are the least.`);
  const generator = generatorOf(seed);
  const observed = statistic(counts);
  const drawn = new Float64Array(counts.length);
  const draws = observed.map(() => new Float64Array(resamples));
  for (let k = 0; k < resamples; k++) {
    resample(generator, counts, drawn);
    for (const [i, figure] of statistic(drawn).entries()) (draws[i] ?? drawn)[k] = figure;
  }
  const accelerations = accelerationsOf(counts, statistic, observed.length);
  return observed.map((figure, i) => ({
    observed: figure,
    draws: (draws[i] ?? drawn).filter(Number.isFinite).sort(),
    resamples,
    rows: counts.reduce((sum, count) => sum + count, 0),
    acceleration: at(accelerations, i),
  }));
}

/** Leaving out each of more units would take longer than all resamples; so many rows leave an acceleration near 0. */
const mostJackknifed = 4000;

/** Σ U³ / (6 (Σ U²)^1.5), U being how far leaving out one row moves the figure (Efron 1987). */
function accelerationsOf(counts: Float64Array, statistic: Statistic, figures: number): Float64Array {
  if (counts.length > mostJackknifed) return new Float64Array(figures);
  const weights = counts.slice();
  const without = new Float64Array(counts.length * figures);
  for (let unit = 0; unit < counts.length; unit++) {
    if (at(counts, unit) === 0) continue;
    weights[unit] = at(counts, unit) - 1;
    without.set(statistic(weights), unit * figures);
    weights[unit] = at(counts, unit);
  }
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from({ length: figures }, (_, i) => {
    let mean = 0;
    for (let unit = 0; unit < counts.length; unit++) mean += at(counts, unit) * at(without, unit * figures + i);
    mean /= rows;
    let [squares, cubes] = [0, 0];
    for (let unit = 0; unit < counts.length; unit++) {
      const distance = mean - at(without, unit * figures + i);
      squares += at(counts, unit) * distance ** 2;
      cubes += at(counts, unit) * distance ** 3;
    }
    return cubes / (6 * squares ** 1.5);
  });
}
