/** The middle of sorted numbers, or what lies `share` of the way through them. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** What several rounds of the same measurement say, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly p99: number;
  readonly samples: number;
  /** How far the rounds' medians lie apart, as a share of their own median: large on a busy machine. */
  readonly spread: number;
}

/** Sums up rounds, each a list of times in milliseconds. */
export function timing(rounds: readonly (readonly number[])[]): Timing {
  const all = rounds.flat();
  const medians = rounds.map(median);
  return {
    median: median(all),
    p99: quantile(all, 0.99),
    samples: all.length,
    spread: (Math.max(...medians) - Math.min(...medians)) / median(medians),
  };
}

/** How many times longer `others` took than `own`, round by round, so that a slow minute slows both. */
export const ratio = (own: readonly (readonly number[])[], others: readonly (readonly number[])[]): number =>
  median(own.map((round, index) => median(others[index] ?? []) / median(round)));

/** Three digits that count, and whole numbers beyond a hundred. */
export const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
