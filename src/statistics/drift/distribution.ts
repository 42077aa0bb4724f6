/**
 * What one sample looks like: its distinct values in ascending order and how often each occurs. All two-sample measures
 * work on this form, so a column of a million rows and few values, or counts that a database has aggregated, cost
 * what their distinct values cost.
 */
export interface Distribution {
  readonly values: Float64Array;
  /** Positive, one for each value. */
  readonly counts: Float64Array;
  /** The sum of the counts. */
  readonly size: number;
}

/** The distribution of a sample. NaN stands for a missing value and is left out; infinities are values like others. */
export function distributionOf(sample: Float64Array): Distribution {
  // A typed array sorts NaN last.
  const sorted = sample.slice().sort();
  let size = sorted.length;
  while (size > 0 && Number.isNaN(sorted[size - 1])) size--;
  const values = new Float64Array(size);
  const counts = new Float64Array(size);
  let distinct = 0;
  for (let i = 0; i < size; distinct++) {
    const value = sorted[i] ?? Number.NaN;
    const start = i;
    while (i < size && sorted[i] === value) i++;
    values[distinct] = value;
    counts[distinct] = i - start;
  }
  return { values: values.subarray(0, distinct), counts: counts.subarray(0, distinct), size };
}

/**
 * The distribution of values that occur the given numbers of times, in any order, repeated values added up. Values that
 * are NaN or occur zero times are left out.
 * @throws RangeError when the lengths differ or a count is negative or not finite
 */
export function distributionFromCounts(values: Float64Array, counts: Float64Array): Distribution {
  if (values.length !== counts.length) {
    throw new RangeError(`${values.length} values with ${counts.length} counts: as many of each are needed.`);
  }
  const wrong = counts.find((count) => !(count >= 0 && count < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw new RangeError(`A count of ${wrong}: counts are finite and not negative.`);
  const order = Array.from(values.keys())
    .filter((i) => !Number.isNaN(values[i]) && counts[i] !== 0)
    .sort((i, j) => ((values[i] ?? 0) < (values[j] ?? 0) ? -1 : 1));
  const merged: { value: number; count: number }[] = [];
  for (const i of order) {
    const value = values[i] ?? 0;
    const count = counts[i] ?? 0;
    const last = merged.at(-1);
    if (last !== undefined && last.value === value) last.count += count;
    else merged.push({ value, count });
  }
  return {
    values: Float64Array.from(merged, ({ value }) => value),
    counts: Float64Array.from(merged, ({ count }) => count),
    size: merged.reduce((sum, { count }) => sum + count, 0),
  };
}
