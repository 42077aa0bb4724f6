import { describe, expect, it } from "vitest";
import { type Cells, parameterCells } from "../../../../src/statistics/importance/parameterCells.ts";
import {
  type BestRuns,
  bestRuns,
  type Importance,
  parameterImportances,
} from "../../../../src/statistics/importance/pedAnova.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";

const best = (costs: readonly number[]) => {
  const found = bestRuns(Float64Array.from(costs));
  if ("reason" in found) throw new Error(found.reason);
  return found;
};

/** All of the work at once. */
function importances(params: readonly Cells[], of: BestRuns): readonly Importance[] {
  const work = parameterImportances(params, of);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe("the cells of a parameter", () => {
  it("are its values, with one for what is lacking", () => {
    expect(parameterCells(["sgd", "adam", null, "sgd"])).toEqual({
      codes: Uint32Array.of(0, 1, 2, 0),
      count: 3,
      areNumbers: false,
    });
  });

  it("hold equal numbers together, however they are written", () => {
    expect(parameterCells(["0.1", "1e-1", "0.01"]).codes).toEqual(Uint32Array.of(0, 0, 1));
  });

  it("are ten of equally many runs for many numbers, whatever their scale", () => {
    const linear = parameterCells(Array.from({ length: 100 }, (_, run) => String(run)));
    const logarithmic = parameterCells(Array.from({ length: 100 }, (_, run) => String(Math.exp(run))));
    expect(linear.count).toBe(10);
    expect(logarithmic.codes).toEqual(linear.codes);
    expect(new Set(linear.codes.slice(0, 10))).toEqual(new Set([0]));
    expect(linear.codes[10]).toBe(1);
  });
});

describe("the best runs", () => {
  it("are the best tenth, or ten, or a quarter", () => {
    const of = (runs: number): number => best(Array.from({ length: runs }, (_, run) => run)).best.length;
    expect([of(20), of(40), of(100), of(1000)]).toEqual([5, 10, 10, 100]);
  });

  it("include all that are as good as the last of them", () => {
    expect(best([...Array.from({ length: 15 }, () => 0), ...Array.from({ length: 25 }, () => 1)]).best.length).toBe(15);
  });

  it("can't be told where too few runs have the metric, or most are as good", () => {
    expect(bestRuns(new Float64Array(19))).toEqual({ reason: "It takes 20 runs that have the metric; there are 19." });
    expect(bestRuns(new Float64Array(40))).toEqual({
      reason: "40 of 40 runs share the best value: nothing tells them apart.",
    });
  });
});

describe("the importance of parameters", () => {
  it("is Pearson's divergence of the best from all, less its mean under chance", () => {
    // 20 runs in two cells of 10; the best 5 are all in the first: 2 · ½ · (1/½ − 1)² − (20 − 5) / (5 · 19)
    const cells = parameterCells(Array.from({ length: 20 }, (_, run) => (run < 10 ? "a" : "b")));
    const [found] = importances([cells], best(Array.from({ length: 20 }, (_, run) => run)));
    expect(found?.divergence).toBeCloseTo(1 - 15 / 95, 12);
    // The chance that 5 of 20 are of one cell is 2 · C(10, 5) / C(20, 5) = 0.0325.
    expect(found?.p).toBeGreaterThan(0.02);
    expect(found?.p).toBeLessThan(0.05);
  });

  it("ranks what decides above what hardly matters, and neither noise nor what differs in every run stands out", () => {
    const { uniform } = generatorOf(3);
    const runs = Array.from({ length: 300 }, (_, run) => {
      const [lr, depth, noise] = [10 ** (-4 * uniform()), Math.floor(5 * uniform()), uniform()];
      const cost = (Math.log10(lr) + 2) ** 2 + 0.1 * depth + 0.2 * uniform();
      return { cost, values: [String(lr), String(depth), String(noise), `out/${run}`] };
    });
    const cells = [0, 1, 2, 3].map((param) => parameterCells(runs.map(({ values }) => values[param] ?? null)));
    const [lr, depth, noise, folder] = importances(cells, best(runs.map(({ cost }) => cost)));
    expect(lr?.p).toBeLessThan(0.01);
    expect(lr?.divergence).toBeGreaterThan(2 * (depth?.divergence ?? 0));
    expect(depth?.p).toBeLessThan(0.05);
    expect(noise?.p).toBeGreaterThan(0.05);
    expect(folder?.p).toBe(1);
    expect(folder?.divergence).toBeCloseTo(0, 9);
  });

  it("rarely finds anything where nothing matters", () => {
    const { uniform } = generatorOf(11);
    let found = 0;
    for (let study = 0; study < 40; study++) {
      const params = Array.from({ length: 4 }, () =>
        parameterCells(Array.from({ length: 60 }, () => String(uniform()))),
      );
      const costs = Array.from({ length: 60 }, uniform);
      if (importances(params, best(costs)).some(({ p }) => p <= 0.05)) found++;
    }
    // Of 40 studies 2 are expected; more than 6 would be a chance of 1 in 300.
    expect(found).toBeLessThanOrEqual(6);
  });
});
