import { logPoissonDensity } from "./densities.ts";

/** Regularised incomplete gamma functions: P(a, x), and Q(a, x) = 1 − P(a, x). */
export interface IncompleteGamma {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Both regularised incomplete gamma functions, the smaller one to a relative error of about 1e-13, also where it is
 * far below 1e-300's neighbourhood of zero. a > 0, x ≥ 0.
 * NaN for NaN. Series DLMF 8.7.1 below a + 1, continued fraction DLMF 8.9.2 (modified Lentz) above.
 */
export function incompleteGamma(a: number, x: number): IncompleteGamma {
  // The series and the fraction would never end.
  if (Number.isNaN(a + x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  // xᵃ e⁻ˣ / Γ(a + 1)
  const density = Math.exp(logPoissonDensity(a, x));
  if (x < a + 1) {
    const lower = density * series(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = density * a * fraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Σ xᵏ / ((a + 1) … (a + k)) */
function series(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; ; k++) {
    term *= x / (a + k);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − 2(2 − a) / (x + 5 − a − …))) */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let product = d;
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) <= 2 * Number.EPSILON) return product;
  }
}

function nonZero(x: number): number {
  return x === 0 ? Number.MIN_VALUE / Number.EPSILON : x;
}
