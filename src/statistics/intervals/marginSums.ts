import type { Margins } from "../metrics/classification/confusionMatrix.ts";
import { at } from "../special/at.ts";

/** A confusion matrix's margins laid out as sums: right, actual and predicted by class. */
export const marginWidth = (classes: number): number => 3 * classes;

export function addToMargins(sums: Float64Array, start: number, classes: number, cell: number): void {
  const label = Math.floor(cell / classes);
  const prediction = cell % classes;
  const add = (i: number): void => {
    sums[start + i] = at(sums, start + i) + 1;
  };
  if (label === prediction) add(label);
  add(classes + label);
  add(2 * classes + prediction);
}

export function marginsOfSums(sums: Float64Array, start: number, classes: number): Margins {
  const part = (i: number): Float64Array => sums.subarray(start + i * classes, start + (i + 1) * classes);
  const actual = part(1);
  return { right: part(0), actual, predicted: part(2), total: actual.reduce((sum, count) => sum + count, 0) };
}
