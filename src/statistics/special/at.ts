/** The number at an index that the caller knows to be inside; NaN, which no sum hides, where it is not. */
export function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? Number.NaN;
}
