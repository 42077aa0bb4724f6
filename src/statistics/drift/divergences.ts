import { at } from "../special/at.ts";
import { type CountPair, shares } from "./categories.ts";

/** Differences between two distributions over the same categories or bins. */
export interface Divergences {
  /** Of the reference's distribution P from the current Q, Σ p ln(p / q) in nats; infinite where Q lacks a category. */
  readonly kullbackLeibler: number;
  /** ½ KL(P‖M) + ½ KL(Q‖M) with M = (P + Q) / 2, in nats: at most ln 2. */
  readonly jensenShannon: number;
  /** The same in bits: at most 1. */
  readonly jensenShannonBits: number;
  /** The root of the divergence in nats, as SciPy's `jensenshannon`. */
  readonly jensenShannonDistance: number;
  /** The root of the divergence in bits. */
  readonly jensenShannonDistanceBits: number;
  /** √(½ Σ (√p − √q)²), which is √(1 − Σ √(p q)). */
  readonly hellinger: number;
  /** ½ Σ |p − q|: the share of rows that would have to change their category. */
  readonly totalVariation: number;
  /** The largest |p − q|. */
  readonly largestDifference: number;
}

/** @returns null when a sample is empty */
export function divergences(pair: CountPair): Divergences | null {
  const p = shares(pair.reference);
  const q = shares(pair.current);
  if (p === null || q === null) return null;
  const jensenShannon = Math.max(0, sumOf(p, q, (a, b) => term(a, b) + term(b, a)) / 2);
  const bits = jensenShannon / Math.LN2;
  return {
    kullbackLeibler: Math.max(
      0,
      sumOf(p, q, (a, b) => (a === 0 ? 0 : a * Math.log(a / b))),
    ),
    jensenShannon,
    jensenShannonBits: bits,
    jensenShannonDistance: Math.sqrt(jensenShannon),
    jensenShannonDistanceBits: Math.sqrt(bits),
    hellinger: Math.sqrt(sumOf(p, q, (a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2),
    totalVariation: sumOf(p, q, (a, b) => Math.abs(a - b)) / 2,
    largestDifference: p.reduce((largest, a, i) => Math.max(largest, Math.abs(a - at(q, i))), 0),
  };
}

/** a log(a / ((a + b) / 2)) */
function term(a: number, b: number): number {
  return a === 0 ? 0 : a * Math.log((2 * a) / (a + b));
}

function sumOf(p: Float64Array, q: Float64Array, f: (a: number, b: number) => number): number {
  return p.reduce((sum, a, i) => sum + f(a, at(q, i)), 0);
}
