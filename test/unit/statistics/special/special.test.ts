import { describe, expect, it } from "vitest";
import {
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
  noncentralChiSquaredUpperTail,
} from "../../../../src/statistics/special/chiSquared.ts";
import { cramerVonMisesUpperTail } from "../../../../src/statistics/special/cramerVonMises.ts";
import { binomialDensity, logChoose } from "../../../../src/statistics/special/densities.ts";
import { incompleteGamma } from "../../../../src/statistics/special/incompleteGamma.ts";
import { kolmogorovUpperTail } from "../../../../src/statistics/special/kolmogorov/kolmogorov.ts";
import { normalQuantile, normalUpperTail } from "../../../../src/statistics/special/normal.ts";
import { expectClose } from "../golden/close.ts";
import { golden } from "../golden/golden.ts";

describe("distributions", () => {
  it.each(golden.special.chiSquaredUpperTail)("chi-squared beyond %d with %d degrees of freedom", (x, dof, wanted) => {
    expectClose(chiSquaredUpperTail(x, dof), wanted, 1e-12);
  });

  it.each(golden.special.chiSquaredUpperQuantile)("what chi-squared exceeds with %d, %d degrees", (p, dof, wanted) => {
    expectClose(chiSquaredUpperQuantile(p, dof), wanted, 1e-12);
  });

  it.each(golden.special.noncentralChiSquaredUpperTail)("noncentral chi-squared beyond %d, %d, %d", (x, dof, nc, p) => {
    expectClose(noncentralChiSquaredUpperTail(x, dof, nc), p, 1e-12);
  });

  it("normal beyond NaN is NaN, and comes to an end", () => {
    expect(normalUpperTail(Number.NaN)).toBeNaN();
  });

  it.each(golden.special.normalUpperTail)("normal beyond %d", (z, wanted) => {
    expectClose(normalUpperTail(z), wanted, 1e-12);
  });

  it.each(golden.special.normalQuantile)("normal quantile of %d", (p, wanted) => {
    expectClose(normalQuantile(p), wanted, 1e-12, 1e-15);
  });

  it.each(golden.special.kolmogorovUpperTail)("Kolmogorov's for %d values beyond %d", (n, d, wanted) => {
    expectClose(kolmogorovUpperTail(n, d), wanted, 1e-11, 1e-15);
  });

  // Anderson and Darling's series with 60 digits (mpmath 1.3): SciPy's own values end at 1e-8.
  it.each([
    [0.01, 0.9999941355671901],
    [0.0247, 0.990196666284475],
    [0.1, 0.5848734384067948],
    [0.3473, 0.10000308279019988],
    [0.4999999, 0.03983324084953808],
    [0.5, 0.03983321756560759],
    [0.74346, 0.009999961915455366],
    [1.5, 0.00017269621978801883],
    [4, 4.734453032275372e-10],
    [8.3, 2.0154345937055637e-19],
  ])("Cramér and von Mises' beyond %d", (x, wanted) => {
    expectClose(cramerVonMisesUpperTail(x), wanted, 1e-12);
  });
});

describe("the incomplete gamma functions", () => {
  it("add up to 1 and begin and end where they must", () => {
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteGamma(2, Number.POSITIVE_INFINITY)).toEqual({ lower: 1, upper: 0 });
    for (const x of [0.01, 1, 2.9, 3.1, 40]) {
      const { lower, upper } = incompleteGamma(2, x);
      expectClose(lower + upper, 1, 1e-15);
      // Q(2, x) = e^−x (1 + x)
      expectClose(upper, Math.exp(-x) * (1 + x), 1e-14);
    }
  });
});

describe("binomial densities and coefficients", () => {
  it("are those that can be counted", () => {
    expectClose(binomialDensity(2, 4, 0.5), 6 / 16, 1e-14);
    expect(binomialDensity(0, 4, 0)).toBe(1);
    expect(binomialDensity(2, 4, 1)).toBe(0);
    expectClose(logChoose(50, 3), Math.log(19600), 1e-14);
    expect(logChoose(7, 7)).toBe(0);
  });
});
