/** Tukey's box of some numbers: quartiles, the outermost values within 1.5 interquartile ranges, and how many there are. */
export interface Box {
  readonly low: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly high: number;
  readonly count: number;
}

/** Null for fewer than five numbers, which are better shown as they are. */
export function boxOf(numbers: readonly number[]): Box | null {
  if (numbers.length < 5) return null;
  const ascending = [...numbers].sort((a, b) => a - b);
  const [q1, median, q3] = [quantile(ascending, 0.25), quantile(ascending, 0.5), quantile(ascending, 0.75)];
  const reach = 1.5 * (q3 - q1);
  const within = ascending.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return { low: within[0] ?? q1, q1, median, q3, high: within.at(-1) ?? q3, count: numbers.length };
}

/** Interpolated between neighbours (type 7, as NumPy). */
function quantile(ascending: readonly number[], level: number): number {
  const rank = level * (ascending.length - 1);
  const low = ascending[Math.floor(rank)] ?? Number.NaN;
  return low + ((ascending[Math.ceil(rank)] ?? low) - low) * (rank - Math.floor(rank));
}
