import { at } from "../special/at.ts";
import { sortedQuantile } from "../special/sortedQuantile.ts";

export interface Noise {
  /** (largest − smallest) ÷ middle of the rounds' medians; null for fewer than two rounds. */
  readonly spread: number | null;
  /** Why the measurement is noisy, for people; none where nothing was found. */
  readonly reasons: readonly string[];
}

/** Rounds on a quiet machine differ by some percent. */
const tolerableSpread = 0.1;
/** Of load to cores before it begins; what was measured just before counts, too. */
const tolerableLoad = 0.25;

/**
 * Whether figures can be trusted to be repeated here.
 * @param medians of each round
 * @param load of the machine before the measurement (runnable processes); null where it is not known
 */
export function noiseOf(medians: Float64Array, load: number | null, cores: number): Noise {
  const sorted = medians.toSorted();
  const spread =
    sorted.length < 2 ? null : (at(sorted, sorted.length - 1) - at(sorted, 0)) / sortedQuantile(sorted, 0.5);
  const reasons: string[] = [];
  if (spread !== null && spread > tolerableSpread) {
    reasons.push(`the medians of ${sorted.length} rounds differ by ${Math.round(100 * spread)} %`);
  }
  if (load !== null && load / cores > tolerableLoad) {
    reasons.push(`the load of the last minute was ${load.toFixed(1)} on ${cores} cores before it began`);
  }
  return { spread, reasons };
}
