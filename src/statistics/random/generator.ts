/** A stream of independent numbers: the same for the same seed, on every machine. */
export interface Generator {
  /** Uniform in [0, 1), in steps of 2⁻³². */
  readonly uniform: () => number;
  /** A whole number in [0, below), below at most 2³². */
  readonly index: (below: number) => number;
}

/** xoshiro128** of D. Blackman & S. Vigna (2018), seeded by SplitMix32. */
export function generatorOf(seed: number): Generator {
  let state = seed | 0;
  const split = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const next = (): number => {
    const mixed = Math.imul(b, 5);
    const result = Math.imul((mixed << 7) | (mixed >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => next() / 2 ** 32;
  return { uniform, index: (below) => Math.floor(uniform() * below) };
}
