/** The generators of drift.py, number for number: large samples need not be stored. */

/** mulberry32, in [0, 1). */
export function uniforms(seed: number, size: number): Float64Array {
  let state = seed | 0;
  return Float64Array.from({ length: size }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  });
}

/** Near a normal distribution with standard deviation 1/√3. */
function bell(seed: number, size: number): Float64Array {
  const numbers = uniforms(seed, 4 * size);
  const at = (i: number): number => numbers[i] ?? 0;
  return Float64Array.from({ length: size }, (_, i) => at(4 * i) + at(4 * i + 1) + at(4 * i + 2) + at(4 * i + 3) - 2);
}

export const kinds = {
  uniform: uniforms,
  bell,
  skewed: (seed: number, size: number) => uniforms(seed, size).map((u) => 1 / (u + 0.001)),
  tied: (seed: number, size: number) => uniforms(seed, size).map((u) => Math.floor(u * u * 10)),
  zeroInflated: (seed: number, size: number) => uniforms(seed, size).map((u) => (u < 0.7 ? 0 : u)),
} satisfies Record<string, (seed: number, size: number) => Float64Array>;

/** A sample as the fixture names it: its values, infinities as text, or how it is made. */
export type Sample =
  | readonly (number | string)[]
  | {
      readonly kind: string;
      readonly seed: number;
      readonly size: number;
      readonly shift: number;
      readonly scale: number;
    };

export function sampleOf(sample: Sample): Float64Array {
  if (!("kind" in sample)) {
    const infinite: Record<string, number> = { inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY };
    return Float64Array.from(sample, (x) => (typeof x === "number" ? x : (infinite[x] ?? Number.NaN)));
  }
  const generate = Object.entries(kinds).find(([kind]) => kind === sample.kind)?.[1];
  if (generate === undefined) throw new Error(`No generator ${sample.kind}.`);
  return generate(sample.seed, sample.size).map((x) => x * sample.scale + sample.shift);
}
