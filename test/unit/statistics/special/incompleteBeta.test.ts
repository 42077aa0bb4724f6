import { expect, it } from "vitest";
import { incompleteBeta } from "../../../../src/statistics/special/incompleteBeta.ts";
import { expectClose } from "../golden/close.ts";

// scipy.special.betainc and betaincc
it.each([
  [0.5, 0.5, 0.3, 0.36901011956554536, 0.6309898804344546],
  [2, 3, 0.4, 0.5247999999999999, 0.47519999999999996],
  [10.5, 0.5, 0.99, 0.6498436580780913, 0.35015634192190875],
  [0.5, 200, 0.01, 0.9549058928629202, 0.04509410713707978],
  [0.001, 2, 0.5, 0.9998067465369478, 0.00019325346305225182],
  [50, 60, 0.45, 0.4642352914306031, 0.5357647085693964],
])("the incomplete beta functions of %d and %d at %d are SciPy's", (a, b, x, lower, upper) => {
  const found = incompleteBeta(a, b, x);
  expectClose(found.lower, lower, 1e-11);
  expectClose(found.upper, upper, 1e-11);
});

it("is 0 and 1 at its ends, and NaN for NaN", () => {
  expect(incompleteBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1 });
  expect(incompleteBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0 });
  expect(incompleteBeta(2, 3, Number.NaN)).toEqual({ lower: Number.NaN, upper: Number.NaN });
});
