import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import {
  categoricalEvidence,
  type Evidence,
  numericEvidence,
  rateEvidence,
} from "../../../../src/statistics/drift/evidence.ts";
import { defaultRule, judge } from "../../../../src/statistics/drift/judge.ts";
import { pool } from "../../../../src/statistics/drift/pooled.ts";
import { kinds } from "../golden/generator.ts";
import { anySample, countPair } from "./samples.ts";

const column = (p: number, effect: number, detectable: number): Evidence => ({
  p,
  effect,
  detectable: () => detectable,
});
const verdicts = (...columns: Evidence[]) => judge(columns).map(({ verdict }) => verdict);
const counts = (...of: number[]) => Float64Array.from(of);
const numbers = (seed: number, size: number, shift = 0) =>
  distributionOf(kinds.bell(seed, size).map((value) => value + shift));

describe("a judgement", () => {
  it("is drift for a change that is both significant and large", () => {
    expect(verdicts(column(0.001, 0.2, 0.05))).toEqual(["drift"]);
    expect(verdicts(column(0.001, 0.2, 0.5))).toEqual(["drift"]);
  });

  it("is no drift for a small change where a large one would have been found, however significant", () => {
    expect(verdicts(column(1e-30, 0.01, 0.05))).toEqual(["no drift"]);
    expect(verdicts(column(0.7, 0.01, 0.05))).toEqual(["no drift"]);
  });

  it("is that the samples are too small where neither can be said", () => {
    expect(verdicts(column(0.7, 0.01, 0.3))).toEqual(["too small to tell"]);
    expect(verdicts(column(0.3, 0.2, 0.05))).toEqual(["too small to tell"]);
  });

  it("takes one column's p less seriously among many", () => {
    const quiet = column(0.5, 0.01, 0.05);
    expect(judge([column(0.03, 0.2, 0.05)])[0]?.verdict).toBe("drift");
    const [found] = judge([column(0.03, 0.2, 0.05), ...Array<Evidence>(9).fill(quiet)]);
    expect(found).toMatchObject({ verdict: "too small to tell", p: 0.03, adjustedP: 0.3 });
  });

  it("asks for what can be found at the strictest level that many columns can come to", () => {
    const asked: number[] = [];
    const asking: Evidence = { p: 0.5, effect: 0, detectable: ({ level }) => asked.push(level) };
    judge([asking, asking]);
    expect(asked).toEqual([0.025, 0.025]);
  });

  it("takes a column's own minimum effect", () => {
    const nulls = { ...column(0.001, 0.03, 0.01), minimumEffect: 0.02 };
    expect(verdicts(nulls)).toEqual(["drift"]);
  });

  it("of no columns is none", () => {
    expect(judge([])).toEqual([]);
  });
});

describe("evidence of a numeric column", () => {
  it("tells a shift of many rows, and its absence", () => {
    expect(verdicts(numericEvidence(pool(numbers(1, 2000), numbers(2, 1500, 0.3))))).toEqual(["drift"]);
    expect(verdicts(numericEvidence(pool(numbers(1, 2000), numbers(2, 1500))))).toEqual(["no drift"]);
    expect(verdicts(numericEvidence(pool(numbers(1, 2000), numbers(3, 30))))).toEqual(["too small to tell"]);
  });

  it("is none without rows", () => {
    expect(verdicts(numericEvidence(pool(numbers(1, 2000), distributionOf(counts()))))).toEqual(["too small to tell"]);
  });

  it("is never NaN", () => {
    fc.assert(
      fc.property(anySample, anySample, (a, b) => {
        const [found] = judge([numericEvidence(pool(distributionOf(a), distributionOf(b)))]);
        expect([found?.p, found?.effect, found?.detectable].some(Number.isNaN)).toBe(false);
      }),
    );
  });
});

describe("evidence of a column of categories", () => {
  const evidence = (reference: Float64Array, current: Float64Array) => categoricalEvidence({ reference, current });

  it("tells a change of many rows, and its absence", () => {
    expect(verdicts(evidence(counts(800, 700, 500), counts(500, 700, 800)))).toEqual(["drift"]);
    expect(verdicts(evidence(counts(800, 700, 500), counts(805, 700, 495)))).toEqual(["no drift"]);
    expect(verdicts(evidence(counts(8, 7, 5), counts(8, 6, 6)))).toEqual(["too small to tell"]);
  });

  it("tests two categories exactly where one is rare", () => {
    expect(evidence(counts(50, 1), counts(30, 9)).p).toBeLessThan(0.01);
  });

  it("can't tell anything of a column in which every row has a category of its own", () => {
    const ids = new Float64Array(20_000);
    const found = evidence(
      ids.map((_, i) => (i < 10_000 ? 1 : 0)),
      ids.map((_, i) => (i < 10_000 ? 0 : 1)),
    );
    expect(verdicts(found)).toEqual(["too small to tell"]);
  });

  it("finds no drift in a constant of many rows", () => {
    expect(verdicts(evidence(counts(3000), counts(2000)))).toEqual(["no drift"]);
    expect(verdicts(evidence(counts(3), counts(2)))).toEqual(["too small to tell"]);
  });

  it("is never NaN", () => {
    fc.assert(
      fc.property(countPair, ({ reference, current }) => {
        const [found] = judge([evidence(reference, current)]);
        expect([found?.p, found?.effect, found?.detectable].some(Number.isNaN)).toBe(false);
      }),
    );
  });
});

describe("evidence of a rate", () => {
  it("tells that values have gone missing", () => {
    expect(verdicts(rateEvidence({ count: 0, size: 1000 }, { count: 150, size: 1000 }))).toEqual(["drift"]);
    expect(verdicts(rateEvidence({ count: 0, size: 1000 }, { count: 2, size: 1000 }))).toEqual(["no drift"]);
    expect(verdicts(rateEvidence({ count: 0, size: 10 }, { count: 1, size: 10 }))).toEqual(["too small to tell"]);
    expect(verdicts(rateEvidence({ count: 0, size: 0 }, { count: 1, size: 10 }))).toEqual(["too small to tell"]);
  });
});

describe("what can be found", () => {
  const demand = { level: defaultRule.level, power: defaultRule.power };
  const shares = (pair: (i: number) => Evidence): number => {
    const found = Array.from({ length: 400 }, (_, i) => pair(i)).filter(({ p }) => p <= demand.level);
    return found.length / 400;
  };

  it("is found in numbers as often as is said", () => {
    const evidence = (i: number) => {
      const half = (seed: number, gap: number) => {
        // A step of the given height in the middle: the widest gap is there.
        return distributionOf(kinds.uniform(seed, 400).map((u) => (u < 0.5 + gap ? u : 1 + u)));
      };
      const gap = numericEvidence(pool(half(1, 0), half(2, 0))).detectable(demand);
      return numericEvidence(pool(half(7 * i + 1, -gap / 2), half(7 * i + 2, gap / 2)));
    };
    expect(shares(evidence)).toBeGreaterThan(demand.power);
  });

  it("is found in categories as often as is said, and hardly more often", () => {
    const evidence = (i: number) => {
      const sample = (seed: number, shift: number) => {
        const drawn = counts(0, 0, 0, 0);
        for (const u of kinds.uniform(seed, 400)) {
          const category = u < 0.25 + shift ? 0 : u < 0.5 ? 1 : u < 0.75 - shift ? 2 : 3;
          drawn[category] = (drawn[category] ?? 0) + 1;
        }
        return drawn;
      };
      const { detectable } = categoricalEvidence({ reference: sample(1, 0), current: sample(2, 0) });
      // Four shares of ¼ ± shift: V = √(½ Σ (2 shift)² / ½) = 4 shift / √2 … of which half goes each way.
      const shift = detectable(demand) / 4;
      return categoricalEvidence({ reference: sample(7 * i + 1, -shift), current: sample(7 * i + 2, shift) });
    };
    const found = shares(evidence);
    expect(found).toBeGreaterThan(demand.power - 0.06);
    expect(found).toBeLessThan(demand.power + 0.06);
  });
});
