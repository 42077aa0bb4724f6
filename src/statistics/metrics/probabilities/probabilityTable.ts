import { at } from "../../special/at.ts";
import { type Labels, mustMatch } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";

/** What a model gives each class, row after row: that of class c in row i at `i * classes + c`. */
export interface ProbabilityTable {
  readonly classes: number;
  readonly values: Float64Array;
}

/** The table of two classes from the probabilities of the second, the positive one. */
export function twoClasses(positive: Float64Array): ProbabilityTable {
  const values = new Float64Array(2 * positive.length);
  for (let i = 0; i < positive.length; i++) {
    values[2 * i] = 1 - at(positive, i);
    values[2 * i + 1] = at(positive, i);
  }
  return { classes: 2, values };
}

/** The scores of one class, by row. */
export function columnOf({ classes, values }: ProbabilityTable, label: number): Float64Array {
  const column = new Float64Array(values.length / classes);
  for (let row = 0; row < column.length; row++) column[row] = at(values, row * classes + label);
  return column;
}

/** The same of some rows. */
export function cellsOf({ classes, values }: ProbabilityTable, label: number, rows: Uint32Array): Float64Array {
  const cells = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) cells[k] = at(values, (rows[k] ?? 0) * classes + label);
  return cells;
}

/** Softmax in single or half precision does not reach 1 exactly; logits and scores of independent classes are far off. */
const tolerance = 1e-3;

/** Why numbers are not the probabilities of classes that exclude each other; null when they are. */
export function probabilityObstacle(labels: Labels, { classes, values }: ProbabilityTable): Undefined | null {
  mustMatch(labels.length * classes, values);
  if (labels.length === 0) return undefinedBecause("there are no rows");
  for (let row = 0; row < labels.length; row++) {
    if ((labels[row] ?? classes) >= classes) throw new RangeError(`Class ${labels[row]} is not one of ${classes}.`);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const value = at(values, row * classes + c);
      if (!(value >= 0 && value <= 1))
        return undefinedBecause(`row ${row + 1} has ${value} where a probability belongs`);
      sum += value;
    }
    if (Math.abs(sum - 1) > tolerance) {
      return undefinedBecause(`the probabilities of row ${row + 1} sum to ${Number(sum.toPrecision(4))}, not to 1`);
    }
  }
  return null;
}
