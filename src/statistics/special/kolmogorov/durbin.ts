import { at } from "../at.ts";

/** What large values are divided by on the way, as a power of two and its exponent. */
const bigExponent = 128;
const big = 2 ** bigExponent;

/**
 * P(Dₙ < d) by powers of Durbin's matrix: G. Marsaglia, W. W. Tsang, J. Wang, "Evaluating Kolmogorov's distribution"
 * (2003). Exact; O((nd)³ log n), so for small nd.
 */
export function durbinLowerTail(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const size = 2 * k - 1;
  let base = durbinMatrix(k - n * d, size);
  let power = identity(size);
  let exponent = 0;
  let baseExponent = 0;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      power = product(power, base, size);
      exponent += baseExponent;
    }
    base = product(base, base, size);
    baseExponent *= 2;
    if (at(base, (k - 1) * size + k - 1) > big) {
      base = base.map((value) => value / big);
      baseExponent += bigExponent;
    }
  }
  let p = at(power, (k - 1) * size + k - 1);
  for (let i = 1; i <= n; i++) {
    p *= i / n;
    if (p < 1 / big) {
      p *= big;
      exponent -= bigExponent;
    }
  }
  return p * 2 ** exponent;
}

function durbinMatrix(h: number, size: number): Float64Array {
  const edge = new Float64Array(size);
  const inverseFactorials = new Float64Array(size);
  let inverse = 1;
  for (let j = 1; j <= size; j++) {
    inverseFactorials[j - 1] = inverse;
    inverse /= j;
    edge[j - 1] = (1 - h ** j) * inverse;
  }
  edge[size - 1] = (1 - 2 * h ** size + Math.max(2 * h - 1, 0) ** size) * inverse;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 1; column < Math.min(size, row + 2); column++) {
      matrix[row * size + column] = at(inverseFactorials, row + 1 - column);
    }
  }
  for (let i = 0; i < size; i++) matrix[i * size] = at(edge, i);
  for (let i = 0; i < size; i++) matrix[(size - 1) * size + i] = at(edge, size - 1 - i);
  return matrix;
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * (size + 1)] = 1;
  return matrix;
}

function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = at(left, row * size + inner);
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        const index = row * size + column;
        result[index] = at(result, index) + factor * at(right, inner * size + column);
      }
    }
  }
  return result;
}
