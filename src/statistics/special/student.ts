import { firstTrue } from "./bisect.ts";
import { type IncompleteBeta, incompleteBeta } from "./incompleteBeta.ts";
import { normalQuantile } from "./normal.ts";

/** From so many degrees of freedom on the expansion is exact to twelve digits. */
const manyDegrees = 1000;

/**
 * The t with P(T ≤ t) = p for Student's distribution whose degrees of freedom need not be whole; ½ < p < 1.
 * @throws RangeError for fewer than one degree of freedom
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1))
    throw new RangeError(`Student's distribution has no ${degreesOfFreedom} degrees of freedom.`);
  if (degreesOfFreedom >= manyDegrees) return expansion(normalQuantile(p), degreesOfFreedom);
  let high = 2;
  while (both(high, degreesOfFreedom).lower < 2 * p - 1) high *= 2;
  return firstTrue(0, high, (t) => both(t, degreesOfFreedom).lower >= 2 * p - 1);
}

/** P(|T| ≤ t) and P(|T| > t): Abramowitz & Stegun 26.5.27. */
function both(t: number, degreesOfFreedom: number): IncompleteBeta {
  const sum = degreesOfFreedom + t * t;
  return incompleteBeta(0.5, degreesOfFreedom / 2, (t * t) / sum, degreesOfFreedom / sum);
}

/** P(|T| > |t|) for Student's distribution, whose degrees of freedom need not be whole: the p value of a two-sided test. */
export const studentTail = (t: number, degreesOfFreedom: number): number => both(t, degreesOfFreedom).upper;

/** Abramowitz & Stegun 26.7.5. */
function expansion(z: number, degreesOfFreedom: number): number {
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, i) => sum + term / degreesOfFreedom ** (i + 1), z);
}
