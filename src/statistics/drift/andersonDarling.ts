import { at } from "../special/at.ts";
import { isComparable, type Pooled } from "./pooled.ts";

/** How tied values count: half below and half above themselves, or all of them below. */
export type Ties = "midrank" | "right";

export interface AndersonDarling {
  /** Standardised to mean 0 and variance 1 under no change. */
  readonly statistic: number;
  readonly p: number;
  /** p is known only between 0.001 and 0.25; outside it stands at the bound. */
  readonly clipped: "at least" | "at most" | null;
}

/** Significance levels, and their critical values for two samples: b₀ + b₁ + b₂ of table 2 of Scholz & Stephens. */
const levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const critical = [
  0.675 - 0.245 - 0.105,
  1.281 + 0.25 - 0.305,
  1.645 + 0.678 - 0.362,
  1.96 + 1.149 - 0.391,
  2.326 + 1.822 - 0.396,
  2.573 + 2.364 - 0.345,
  3.085 + 3.615 - 0.154,
];

/**
 * The two-sample Anderson–Darling test: F. W. Scholz & M. A. Stephens, "K-sample Anderson–Darling tests" (1987), equation
 * 7 (midrank) or 6 (right). p as SciPy's `anderson_ksamp`: a quadratic through log p over the critical values.
 * @returns null when a sample is empty, fewer than four values are there, or all are equal
 */
export function andersonDarling(pooled: Pooled, ties: Ties = "midrank"): AndersonDarling | null {
  const total = pooled.referenceSize + pooled.currentSize;
  if (!isComparable(pooled) || total < 4 || pooled.values.length < 2) return null;
  const raw = ties === "midrank" ? midrankStatistic(pooled) : rightStatistic(pooled);
  const statistic = (raw - 1) / Math.sqrt(variance(pooled.referenceSize, pooled.currentSize));
  if (statistic < Math.min(...critical)) return { statistic, p: 0.25, clipped: "at least" };
  if (statistic > Math.max(...critical)) return { statistic, p: 0.001, clipped: "at most" };
  return { statistic, p: Math.exp(logLevel(statistic)), clipped: null };
}

function midrankStatistic(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize, currentSize } = pooled;
  const total = referenceSize + currentSize;
  let [reference, current, sum] = [0, 0, 0];
  for (let i = 0; i < referenceCounts.length; i++) {
    const a = at(referenceCounts, i);
    const b = at(currentCounts, i);
    const below = reference + current + (a + b) / 2;
    const spread = below * (total - below) - (total * (a + b)) / 4;
    const referenceGap = total * (reference + a / 2) - below * referenceSize;
    const currentGap = total * (current + b / 2) - below * currentSize;
    sum += ((a + b) * (referenceGap ** 2 / referenceSize + currentGap ** 2 / currentSize)) / (total * spread);
    reference += a;
    current += b;
  }
  return (sum * (total - 1)) / total;
}

function rightStatistic(pooled: Pooled): number {
  const { referenceCounts, currentCounts, referenceSize, currentSize } = pooled;
  const total = referenceSize + currentSize;
  let [reference, current, sum] = [0, 0, 0];
  for (let i = 0; i < referenceCounts.length - 1; i++) {
    reference += at(referenceCounts, i);
    current += at(currentCounts, i);
    const below = reference + current;
    const weight = (at(referenceCounts, i) + at(currentCounts, i)) / (total * below * (total - below));
    const referenceGap = total * reference - below * referenceSize;
    const currentGap = total * current - below * currentSize;
    sum += weight * (referenceGap ** 2 / referenceSize + currentGap ** 2 / currentSize);
  }
  return sum;
}

/** Equation 4 for k = 2. */
function variance(n: number, m: number): number {
  const total = n + m;
  let harmonic = 0;
  let g = 0;
  // hᵢ = Σ 1/j over j from total − 1 down, each divided by the next i.
  for (let i = 2; i < total; i++) {
    harmonic += 1 / (total + 1 - i);
    g += harmonic / i;
  }
  const h = harmonic + 1;
  const sizes = 1 / n + 1 / m;
  const a = 4 * g - 6 + (10 - 6 * g) * sizes;
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * sizes - 8 * h + 4 * g - 6;
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * sizes + 4 * h;
  const d = 4 * (2 * h + 6) - 8 * h;
  return (((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

/** The least-squares quadratic through (critical value, log level), by orthogonal polynomials over the critical values. */
function logLevel(statistic: number): number {
  const logs = levels.map(Math.log);
  const dot = (f: (x: number) => number, g: (x: number, i: number) => number): number =>
    critical.reduce((sum, x, i) => sum + f(x) * g(x, i), 0);
  const mean = critical.reduce((sum, x) => sum + x, 0) / critical.length;
  const linear = (x: number): number => x - mean;
  const skew = dot((x) => linear(x) ** 2, linear) / dot(linear, linear);
  const offset = dot(linear, linear) / critical.length;
  const quadratic = (x: number): number => linear(x) * (linear(x) - skew) - offset;
  const part = (f: (x: number) => number): number => (dot(f, (_, i) => logs[i] ?? 0) / dot(f, f)) * f(statistic);
  return part(() => 1) + part(linear) + part(quadratic);
}
