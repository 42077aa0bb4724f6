const numberCells = 10;

/** Values put into cells: `codes` holds each run's cell, from 0. What a run lacks is a cell too. */
export interface Cells {
  readonly codes: Uint32Array;
  readonly count: number;
  /** Whether what is not lacking is all numbers. */
  readonly areNumbers: boolean;
}

/**
 * Numbers of more than ten different values go by their ranks into ten cells of about equally many runs, equal values
 * together: no matter whether they were drawn on a linear or a logarithmic scale. Anything else is a cell by value.
 */
export function parameterCells(values: readonly (string | null)[]): Cells {
  const present = values.filter((value) => value !== null);
  const areNumbers = present.length > 0 && present.every(isNumber);
  const ascending = areNumbers ? present.map(Number).sort((a, b) => a - b) : [];
  const isWide = new Set(ascending).size > numberCells;
  const middles = isWide ? middleRanks(ascending) : new Map<number, number>();
  const known = new Map<string | number | null, number>();
  const codes = Uint32Array.from(values, (value) => {
    const name =
      value === null || !areNumbers ? value : isWide ? cellOf(middles.get(Number(value)) ?? 0) : Number(value);
    const code = known.get(name) ?? known.size;
    known.set(name, code);
    return code;
  });
  return { codes, count: known.size, areNumbers };
}

/** Whether a parameter's text is a finite number. */
export const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

const cellOf = (rank: number): number => Math.min(numberCells - 1, Math.floor(rank * numberCells));

/** Where each value stands among all, from 0 to 1, equal ones in the middle of theirs. */
function middleRanks(ascending: readonly number[]): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  for (let start = 0, end = 0; start < ascending.length; start = end) {
    const value = ascending[start] ?? 0;
    while (end < ascending.length && ascending[end] === value) end++;
    ranks.set(value, (start + end) / 2 / ascending.length);
  }
  return ranks;
}
