import { at } from "../special/at.ts";

/** SciPy's own bound for the exact distribution. */
const largestExactSize = 10_000;
/** Cells of the recursion, about 0.2 s. Samples that need more differ so much that p is below 1e-120. */
const mostCells = 2 ** 25;

/** Whether the exact distribution of D = scaled / (n m) is defined (whole counts) and takes a fraction of a second. */
export function exactPossible(n: number, m: number, scaled: number): boolean {
  if (![n, m, scaled].every(Number.isInteger) || Math.max(n, m) > largestExactSize) return false;
  return n === m || Math.min(n * m, 2 * scaled + 2 * Math.max(n, m)) <= mostCells;
}

/**
 * P(D ≥ d) for two samples of n and m values without ties, exactly, where scaled = d n m. The proportion of lattice
 * paths from (0, 0) to (n, m) that reach |x/n − y/m| ≥ d: J. L. Hodges, "The significance probability of the Smirnov
 * two-sample test", Arkiv för Matematik 3 (1958). O(n m d).
 */
export function exactUpperTail(n: number, m: number, scaled: number): number {
  if (scaled <= 0) return 1;
  return Math.min(1, n === m ? equalSizes(n, Math.round(scaled / n)) : anySizes(n, m, scaled));
}

/** 2 Σ (−1)^(k+1) C(2n, n − kh) / C(2n, n), as a product so that nothing cancels. h = n d. */
function equalSizes(n: number, h: number): number {
  let p = 0;
  for (let k = Math.floor(n / h); k >= 1; k--) {
    let ratio = 1;
    for (let j = 0; j < h; j++) ratio *= (n - (k - 1) * h - j) / (n + (k - 1) * h + j + 1);
    p = ratio * (1 - p);
  }
  return 2 * p;
}

/**
 * Column by column: outside(x, y), the share of paths to (x, y) that have touched the boundary, is the mean of its two
 * predecessors', weighted by x and y. All terms are positive, so small probabilities keep their digits.
 */
function anySizes(n: number, m: number, scaled: number): number {
  const [long, short] = n > m ? [n, m] : [m, n];
  // Outside is 1; only the band |short x − long y| < scaled is computed.
  const outside = new Float64Array(short + 1).fill(1);
  for (let x = 0; x <= long; x++) {
    const low = Math.max(0, Math.floor((short * x - scaled) / long) + 1);
    const high = Math.min(short, Math.ceil((short * x + scaled) / long) - 1);
    if (low > high) return 1;
    let below = low === 0 ? 0 : 1;
    for (let y = low; y <= high; y++) {
      below = x + y === 0 ? 0 : (x * at(outside, y) + y * below) / (x + y);
      outside[y] = below;
    }
  }
  return at(outside, short);
}
