import { describe, expect, it } from "vitest";
import { studentQuantile, studentTail } from "../../../../src/statistics/special/student.ts";
import { expectClose } from "../golden/close.ts";
import { golden } from "../golden/metrics.ts";

describe("Student's distribution", () => {
  it.each(golden.studentQuantiles)(
    "has the quantile of %d with %d degrees of freedom that SciPy gives",
    (p, degrees, wanted) => {
      expectClose(studentQuantile(p, degrees), wanted, 1e-10);
    },
  );

  // scipy.stats.t.ppf: Welch's degrees of freedom are hardly ever whole.
  it.each([
    [0.975, 6.7, 2.3862580259178263],
    [0.975, 1.5, 6.016663104427929],
    [0.995, 2.25, 8.258176680956492],
    [0.95, 33.3, 1.6919201816779494],
    [0.975, 1, 12.706204736174694],
  ])("has the quantile of %d with %d degrees of freedom", (p, degrees, wanted) => {
    expectClose(studentQuantile(p, degrees), wanted, 1e-10);
  });

  // 2 scipy.stats.t.sf
  it.each([
    [0, 3.3, 1],
    [1.859452, 13.2, 0.08539280595469538],
    [-2.5, 4.7, 0.05759215934686732],
    [12, 1.2, 0.033858485641627266],
    [40, 9.9, 2.812078256950823e-12],
    [0.001, 2.5, 0.9992763827207849],
  ])("lies beyond ±%d with %d degrees of freedom with the probability that SciPy gives", (t, degrees, wanted) => {
    expectClose(studentTail(t, degrees), wanted, 1e-10);
  });

  it("needs a degree of freedom", () => {
    expect(() => studentQuantile(0.975, 0)).toThrow(RangeError);
    expect(() => studentQuantile(0.975, Number.NaN)).toThrow(RangeError);
  });

  it("is the normal one for endless degrees of freedom", () => {
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959963984540054, 12);
  });
});
