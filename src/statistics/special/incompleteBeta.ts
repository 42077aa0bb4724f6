import { binomialDensity } from "./densities.ts";

/** Regularised incomplete beta functions: I_x(a, b), and 1 − I_x(a, b). */
export interface IncompleteBeta {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Both regularised incomplete beta functions, the smaller one to a relative error of about 1e-12. a, b > 0; 0 ≤ x ≤ 1.
 * NaN for NaN. Continued fraction DLMF 8.17.22 (modified Lentz) on the side where it converges fast.
 * @param rest 1 − x, where it is known more exactly than by subtraction
 */
export function incompleteBeta(a: number, b: number, x: number, rest = 1 - x): IncompleteBeta {
  if (Number.isNaN(a + b + x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (rest <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const { lower, upper } = incompleteBeta(b, a, rest, x);
    return { lower: upper, upper: lower };
  }
  // xᵃ (1 − x)ᵇ / (a B(a, b)), by the density that is exact for the smaller of x and 1 − x
  const density = x < 0.5 ? binomialDensity(a, a + b, x) : binomialDensity(b, a + b, rest);
  const lower = ((density * b) / (a + b)) * fraction(a, b, x);
  return { lower, upper: 1 - lower };
}

/** 1 / (1 + d₁ / (1 + d₂ / (1 + …))) with the coefficients of DLMF 8.17.22 */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  const next = (numerator: number): number => {
    d = 1 / nonZero(1 + numerator * d);
    c = nonZero(1 + numerator / c);
    product *= c * d;
    return c * d;
  };
  for (let m = 1; ; m++) {
    next((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    const factor = next((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(factor - 1) <= 2 * Number.EPSILON) return product;
  }
}

function nonZero(x: number): number {
  return x === 0 ? Number.MIN_VALUE / Number.EPSILON : x;
}
