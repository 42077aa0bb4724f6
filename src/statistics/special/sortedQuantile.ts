import { at } from "./at.ts";

/** The quantile of ascending numbers, interpolated between neighbours (type 7, the default of NumPy). NaN for none. */
export function sortedQuantile(ascending: Float64Array, level: number): number {
  const rank = level * (ascending.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, ascending.length - 1);
  const low = at(ascending, below);
  return low + (at(ascending, above) - low) * (rank - below);
}
