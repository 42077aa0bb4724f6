import { at } from "../special/at.ts";
import type { Distribution } from "./distribution.ts";
import { quantiles } from "./quantiles.ts";

/** A unit of length for a column's values, and what it was taken from. */
export interface Scale {
  readonly scale: number;
  readonly basis: "interquartile range" | "5 % to 95 %" | "standard deviation" | "pooled standard deviation" | "none";
}

/** How many standard deviations of a normal distribution these ranges span. */
const interquartile = 1.3489795003921634;
const fiveToNinetyFive = 3.289707253902945;

/**
 * The reference's spread on the scale of a standard deviation, unmoved by a few outliers: IQR / 1.349; where half of the
 * values are equal, the 5 % to 95 % range / 3.290; where nearly all are, their standard deviation; where all are, that
 * of both samples. Infinities are left out of standard deviations. If even that is 0 the scale is 1 ("none"): then
 * there is nothing to scale.
 */
export function robustScale(reference: Distribution, current: Distribution): Scale {
  const [q05 = 0, q25 = 0, q75 = 0, q95 = 0] = quantiles(reference, [0.05, 0.25, 0.75, 0.95]);
  const candidates: readonly Scale[] = [
    { scale: (q75 - q25) / interquartile, basis: "interquartile range" },
    { scale: (q95 - q05) / fiveToNinetyFive, basis: "5 % to 95 %" },
    { scale: standardDeviation([reference]), basis: "standard deviation" },
    { scale: standardDeviation([reference, current]), basis: "pooled standard deviation" },
  ];
  return candidates.find(({ scale }) => scale > 0 && scale < Number.POSITIVE_INFINITY) ?? { scale: 1, basis: "none" };
}

/** Of the finite values, around their mean, divided by their number. */
function standardDeviation(distributions: readonly Distribution[]): number {
  let [size, mean, squares] = [0, 0, 0];
  for (const { values, counts } of distributions) {
    for (let i = 0; i < values.length; i++) {
      const value = at(values, i);
      if (!Number.isFinite(value)) continue;
      // Welford's update, weighted.
      const count = at(counts, i);
      size += count;
      const before = value - mean;
      mean += (before * count) / size;
      squares += count * before * (value - mean);
    }
  }
  return size > 0 ? Math.sqrt(squares / size) : 0;
}
