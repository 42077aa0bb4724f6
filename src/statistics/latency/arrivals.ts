import { generatorOf } from "../random/generator.ts";

/**
 * When queries of a Poisson process arrive, in seconds from its start, ascending: gaps are independent and exponential.
 * @param rate queries per second
 */
export function poissonArrivals(rate: number, count: number, seed: number): Float64Array {
  const { uniform } = generatorOf(seed);
  let now = 0;
  return new Float64Array(count).map(() => {
    now -= Math.log1p(-uniform()) / rate;
    return now;
  });
}
