import type { Distribution } from "./distribution.ts";

/** Two distributions over the union of their values: what every measure of two samples walks along. */
export interface Pooled {
  /** Distinct, ascending. */
  readonly values: Float64Array;
  readonly referenceCounts: Float64Array;
  readonly currentCounts: Float64Array;
  readonly referenceSize: number;
  readonly currentSize: number;
}

export function pool(reference: Distribution, current: Distribution): Pooled {
  const most = reference.values.length + current.values.length;
  const values = new Float64Array(most);
  const referenceCounts = new Float64Array(most);
  const currentCounts = new Float64Array(most);
  let distinct = 0;
  let i = 0;
  let j = 0;
  for (; i < reference.values.length || j < current.values.length; distinct++) {
    const left = reference.values[i];
    const right = current.values[j];
    const takesLeft = left !== undefined && (right === undefined || left <= right);
    const takesRight = right !== undefined && (left === undefined || right <= left);
    values[distinct] = (takesLeft ? left : right) ?? Number.NaN;
    if (takesLeft) referenceCounts[distinct] = reference.counts[i++] ?? 0;
    if (takesRight) currentCounts[distinct] = current.counts[j++] ?? 0;
  }
  return {
    values: values.subarray(0, distinct),
    referenceCounts: referenceCounts.subarray(0, distinct),
    currentCounts: currentCounts.subarray(0, distinct),
    referenceSize: reference.size,
    currentSize: current.size,
  };
}

/** Whether there is anything to compare. */
export function isComparable({ referenceSize, currentSize }: Pooled): boolean {
  return referenceSize > 0 && currentSize > 0;
}
