import { normalQuantile } from "../special/normal.ts";
import type { Comparison } from "./comparison.ts";
import type { PairedRights } from "./mcnemar.ts";

export interface SampleSize {
  /** Rows in which a difference as large as the observed one would be found with the given probability; null where there is none. */
  readonly needed: number | null;
  /** The smallest difference that as many rows as there are would show with that probability. */
  readonly detectable: number;
  readonly level: number;
  readonly power: number;
}

const usual = { level: 0.05, power: 0.8 };

/**
 * For McNemar's test: R. J. Connor, "Sample size for testing differences in proportions for the paired-sample design"
 * (1987), n = (z_α √ψ + z_β √(ψ − δ²))² / δ², where the models disagree on a share ψ of the rows and differ by δ.
 * @returns null where the models never disagree
 */
export function sampleSizeOfAccuracies(rights: PairedRights, { level, power } = usual): SampleSize | null {
  const rows = rights.both + rights.onlyFirst + rights.onlySecond + rights.neither;
  const disagreeing = (rights.onlyFirst + rights.onlySecond) / rows;
  if (!(disagreeing > 0)) return null;
  const [critical, reach] = [-normalQuantile(level / 2), normalQuantile(power)];
  const rowsFor = (difference: number): number =>
    ((critical * Math.sqrt(disagreeing) + reach * Math.sqrt(Math.max(0, disagreeing - difference ** 2))) /
      difference) **
    2;
  const difference = Math.abs(rights.onlySecond - rights.onlyFirst) / rows;
  // The difference at which the formula gives the rows there are; its second root hardly depends on it.
  let detectable = (critical + reach) * Math.sqrt(disagreeing / rows);
  for (let step = 0; step < 20; step++) detectable *= Math.sqrt(rowsFor(detectable) / rows);
  return { needed: difference === 0 ? null : Math.ceil(rowsFor(difference)), detectable, level, power };
}

/**
 * For any other difference with an interval: its standard error falls with the root of the rows, so n = rows ((z_α + z_β)
 * SE / δ)².
 * @returns null without an interval
 */
export function sampleSizeOfDifference(comparison: Comparison, { level, power } = usual): SampleSize | null {
  const { interval, rows } = comparison;
  if (interval === null) return null;
  const deviation = (interval.high - interval.low) / 2 / normalQuantile((1 + interval.confidence) / 2);
  const detectable = (normalQuantile(power) - normalQuantile(level / 2)) * deviation;
  const difference = Math.abs(comparison.difference);
  return {
    needed: difference === 0 ? null : Math.ceil(rows * (detectable / difference) ** 2),
    detectable,
    level,
    power,
  };
}
