/** Classes by their index, or 1 and 0 for what is and is not so. */
export type Labels = Uint8Array | Uint16Array | Uint32Array;

/** How much each row counts; null where all count the same. */
export type Weights = Float64Array | null;

/** Columns of the same rows, by the name that a message gives them. */
export type Columns = Readonly<Record<string, Float64Array>>;

/**
 * Why nothing can be computed from these columns: no rows, cells that are not finite numbers, weights that are negative
 * or all zero. null when something can.
 */
export function obstacle(rows: number, columns: Columns, weights: Weights = null): string | null {
  if (rows === 0) return "there are no rows";
  for (const [name, column] of Object.entries(columns)) {
    let bad = 0;
    for (let row = 0; row < column.length; row++) if (!Number.isFinite(column[row])) bad++;
    if (bad > 0) return `${bad} of ${column.length} ${name} ${bad === 1 ? "is not a number" : "are not numbers"}`;
  }
  return weights === null ? null : weightObstacle(rows, weights);
}

function weightObstacle(rows: number, weights: Float64Array): string | null {
  mustMatch(rows, weights);
  const bad = weights.reduce((count, weight) => count + (weight >= 0 && weight < Number.POSITIVE_INFINITY ? 0 : 1), 0);
  if (bad > 0) return `${bad} of ${rows} weights ${bad === 1 ? "is" : "are"} negative or not numbers`;
  return weights.some((weight) => weight > 0) ? null : "all weights are 0";
}

/** @throws RangeError when columns that the caller says belong together have different lengths. */
export function mustMatch(rows: number, ...columns: readonly (ArrayLike<number> | null)[]): void {
  const other = columns.find((column) => column !== null && column.length !== rows);
  if (other) throw new RangeError(`A column of ${other.length} rows stands beside one of ${rows}.`);
}

/** @throws RangeError for a class that is not one of so many, which would be counted in the wrong place. */
export function mustBeBelow(classes: number, ...columns: readonly Labels[]): void {
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      const label = column[row] ?? 0;
      if (label >= classes) throw new RangeError(`Class ${label} is not one of ${classes}.`);
    }
  }
}

/** 1 for the rows of one class, 0 for all others. */
export function isClass(labels: Labels, wanted: number): Uint8Array {
  const is = new Uint8Array(labels.length);
  for (let row = 0; row < labels.length; row++) is[row] = labels[row] === wanted ? 1 : 0;
  return is;
}

/** How many rows the rarer of positives (1) and negatives (0) has. */
export function rarerClass(labels: Labels): number {
  let positives = 0;
  for (const label of labels) if (label === 1) positives++;
  return Math.min(positives, labels.length - positives);
}
