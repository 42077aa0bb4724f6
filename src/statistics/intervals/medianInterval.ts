import { at } from "../special/at.ts";
import { binomialDensity } from "../special/densities.ts";
import { normalQuantile } from "../special/normal.ts";
import { type IntervalOrReason, noInterval } from "./interval.ts";

/** From so many values on the normal approximation finds the same ranks, or one beside them. */
const largeSize = 2000;

/**
 * The interval of a median between two of the values themselves, which holds for any distribution: H. A. David &
 * H. N. Nagaraja, "Order statistics" (2003), 7.1.
 */
export function medianInterval(values: Float64Array, confidence: number): IntervalOrReason {
  const size = values.length;
  const left = valuesLeftOut(size, (1 - confidence) / 2);
  if (left < 1) return noInterval("too few rows");
  const ascending = values.toSorted();
  return {
    interval: {
      low: at(ascending, left - 1),
      high: at(ascending, size - left),
      confidence,
      method: "order statistics",
    },
  };
}

/** The largest k with P(X < k) ≤ tail for X binomial with p = ½. */
function valuesLeftOut(size: number, tail: number): number {
  if (size >= largeSize) return Math.floor((size + normalQuantile(tail) * Math.sqrt(size)) / 2);
  let below = 0;
  for (let k = 0; k <= size; k++) {
    below += binomialDensity(k, size, 0.5);
    if (below > tail) return k;
  }
  return size;
}
