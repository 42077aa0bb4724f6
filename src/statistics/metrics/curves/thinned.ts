import { at } from "../../special/at.ts";
import type { Curve } from "./curves.ts";

/**
 * At most about `limit` of a curve's points, its ends among them, spread along its length: for drawing. The curve leaves
 * the lines between the kept points by less than 2 / limit of its length.
 */
export function thinned(curve: Curve, limit: number): Curve {
  const { x, y, thresholds } = curve;
  const size = x.length;
  if (size <= limit) return curve;
  const step = (i: number): number => Math.abs(at(x, i) - at(x, i - 1)) + Math.abs(at(y, i) - at(y, i - 1));
  let length = 0;
  for (let i = 1; i < size; i++) length += step(i);
  const kept: number[] = [0];
  // A point is kept together with the one before it, so that jumps stay where they are.
  let [passed, last] = [0, 0];
  for (let i = 1; i < size; i++) {
    passed += step(i);
    if (passed - last < (2 * length) / limit && i < size - 1) continue;
    if (kept.at(-1) !== i - 1) kept.push(i - 1);
    kept.push(i);
    last = passed;
  }
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => at(values, i));
  return { x: take(x), y: take(y), thresholds: take(thresholds) };
}
