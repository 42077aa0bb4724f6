import { logChoose } from "../special/densities.ts";

/** How many lattice paths have each value of the statistic, by ascending value. */
interface Frequencies {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

const none: Frequencies = { values: [], counts: [] };

/** Rounding in the statistic is far below this, the steps of its exact values are far above. */
const tolerance = 1e-6;

/**
 * P(T ≥ t) for two samples of n and m values without ties, exactly: Y. Xiao, A. Gordon, A. Yakovlev, "A C++ program for
 * the Cramér–von Mises two-sample test" (2006), algorithm 1. For sizes up to 20, where all counts are exact.
 */
export function exactUpperTail(t: number, n: number, m: number): number {
  const lcm = (n * m) / greatestCommonDivisor(n, m);
  // The statistic as a whole number: the sum of squared differences of the distribution functions times lcm².
  const least = Math.floor((t * (lcm * (n + m)) ** 2) / (n * m) + tolerance);
  const { values, counts } = frequencies(n, m, lcm);
  const atLeast = counts.reduce((sum, count, i) => ((values[i] ?? 0) >= least ? sum + count : sum), 0);
  return atLeast / Math.round(Math.exp(logChoose(n + m, n)));
}

function frequencies(n: number, m: number, lcm: number): Frequencies {
  let column: Frequencies[] = [{ values: [0], counts: [1] }, ...Array.from({ length: n }, () => none)];
  for (let y = 0; y <= m; y++) {
    let fromLeft = none;
    column = column.map((fromBelow, x) => {
      const distance = ((lcm / n) * x - (lcm / m) * y) ** 2;
      fromLeft = shifted(merged(fromLeft, fromBelow), distance);
      return fromLeft;
    });
  }
  return column[n] ?? none;
}

function shifted({ values, counts }: Frequencies, distance: number): Frequencies {
  return { values: values.map((value) => value + distance), counts };
}

function merged(left: Frequencies, right: Frequencies): Frequencies {
  const values: number[] = [];
  const counts: number[] = [];
  let [i, j] = [0, 0];
  while (i < left.values.length || j < right.values.length) {
    const a = left.values[i] ?? Number.POSITIVE_INFINITY;
    const b = right.values[j] ?? Number.POSITIVE_INFINITY;
    values.push(Math.min(a, b));
    counts.push((a <= b ? (left.counts[i++] ?? 0) : 0) + (b <= a ? (right.counts[j++] ?? 0) : 0));
  }
  return { values, counts };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
