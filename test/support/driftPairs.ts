import { uniforms } from "../unit/statistics/golden/generator.ts";

/** A column that is simulated: numbers, or categories as whole numbers. NaN stands for a missing value. */
export interface SimulatedColumn {
  readonly name: string;
  readonly kind: "numbers" | "categories";
  /** Values of both sides; the current side's are shifted where the pair is to drift. */
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly shifted: boolean;
}

export interface SimulatedSize {
  readonly reference: number;
  readonly current: number;
}

/** How much the shifted columns of a pair change: numbers by so many standard deviations, shares by so much. */
export interface Shift {
  readonly deviations: number;
  readonly share: number;
}
const none: Shift = { deviations: 0, share: 0 };

/** Turns a uniform number, and another one, into a value. */
type Draw = (u: number, v: number, shift: Shift) => number;

const normal = (u: number, v: number): number => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
/** Category i of a Zipf distribution over `count` categories. */
function zipf(count: number, exponent: number): (u: number) => number {
  const weights = Array.from({ length: count }, (_, i) => (i + 1) ** -exponent);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const upTo = weights.map((_, i) => weights.slice(0, i + 1).reduce((sum, weight) => sum + weight, 0) / all);
  return (u) =>
    Math.max(
      0,
      upTo.findIndex((sum) => u < sum),
    );
}
const zipf5 = zipf(5, 0.7);
const zipf20 = zipf(20, 1);
const zipf200 = zipf(200, 1.2);
const missing = (share: number, u: number, value: number): number => (u < share ? Number.NaN : value);
/** Makes use of a number once more: a uniform one that the first digits of `u` do not tell. */
const again = (u: number): number => (u * 1009) % 1;

const numbers: Readonly<Record<string, Draw>> = {
  normal: (u, v, { deviations }) => normal(u, v) + deviations,
  lognormal: (u, v, { deviations }) => Math.exp(normal(u, v) + deviations),
  "normal, 10 % missing": (u, v, { share }) => missing(0.1 + share, again(u), normal(u, v)),
  uniform: (u) => u,
  exponential: (u) => -Math.log(1 - u),
  "heavy tail": (u) => 1 / (u + 1e-6),
  bimodal: (u, v) => normal(u, v) + (again(v) < 0.3 ? 6 : 0),
  "whole numbers": (u, v) => Math.round(10 * normal(u, v)),
  "zero or more": (u, v) => (again(u) < 0.6 ? 0 : -Math.log(1 - v)),
  count: (u, v) => Math.max(0, Math.round(1 + normal(u, v))),
  "rare event": (u) => (u < 0.02 ? 1 : 0),
  "lognormal, 40 % missing": (u, v) => missing(0.4, again(u), Math.exp(normal(u, v))),
  "large identifier": (u) => Math.floor(u * 1e9),
  "text length": (u) => 1 + Math.floor(-8 * Math.log(1 - u)),
};
const categories: Readonly<Record<string, Draw>> = {
  "even or odd": (u, _, { share }) => (u < 0.5 + share ? 0 : 1),
  "5 categories": (u, v, { share }) => (v < share ? 4 : zipf5(u)),
  "3 categories": (u) => Math.floor(3 * u),
  "20 categories": (u) => zipf20(u),
  "200 categories": (u) => zipf200(u),
  "mostly one": (u, v) => (u < 0.95 ? 0 : 1 + Math.floor(10 * v)),
};
/** The columns that change in a pair that is to drift. */
const shiftable = ["normal", "lognormal", "normal, 10 % missing", "even or odd", "5 categories"];

/** A pair of 20 columns of many kinds; without a shift both sides are drawn alike. */
export function simulatedPair(seed: number, size: SimulatedSize, shift: Shift = none): readonly SimulatedColumn[] {
  const draws = [
    ...Object.entries(numbers).map(([name, draw]) => ({ name, draw, kind: "numbers" as const })),
    ...Object.entries(categories).map(([name, draw]) => ({ name, draw, kind: "categories" as const })),
  ];
  return draws.map(({ name, draw, kind }, i) => {
    const side = (rows: number, part: number, by: Shift): Float64Array => {
      const drawn = uniforms(Math.imul(seed, 7919) + i * 104_729 + part * 15_485_863, 2 * rows);
      return Float64Array.from({ length: rows }, (_, row) => draw(drawn[2 * row] ?? 0, drawn[2 * row + 1] ?? 0, by));
    };
    const shifted = shift !== none && shiftable.includes(name);
    return {
      name,
      kind,
      shifted,
      reference: side(size.reference, 0, none),
      current: side(size.current, 1, shifted ? shift : none),
    };
  });
}
