import { median } from "../tracking/statistics.ts";

/** What one way of doing a piece of work came to, round by round. */
export interface Measured {
  readonly name: string;
  /** Seconds of each round. */
  readonly rounds: number[];
  /** The most memory that its process held, in MiB; null where it wasn't taken. */
  memory: number | null;
  /** Failing rows, check by check as they are declared; null where the tool has no such number. */
  answers?: readonly (number | null)[];
  /** Why there is no figure. */
  problem?: string;
}

export const unmeasured = (name: string): Measured => ({ name, rounds: [], memory: null });

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** How many times longer `other` took: by the rounds that both have, or by medians where there are fewer. */
export const timesLonger = (own: Measured, other: Measured): number => median(other.rounds) / median(own.rounds);

/** How far the rounds lie apart, as a share of their median. */
export const spreadOf = ({ rounds }: Measured): number => (Math.max(...rounds) - Math.min(...rounds)) / median(rounds);
