import { benjaminiHochberg } from "../drift/multipleTesting.ts";
import { generatorOf } from "../random/generator.ts";
import { at } from "../special/at.ts";
import type { Cells } from "./parameterCells.ts";

/** How much a parameter has to do with a run being among the best. */
export interface Importance {
  /** Pearson's divergence of the best runs' values from all runs', less what chance alone would give; may be below 0. */
  readonly divergence: number;
  /** That chance alone makes as much, adjusted for the number of parameters (Benjamini & Hochberg). */
  readonly p: number;
}

const fewestRuns = 20;
const permutations = 999;

export interface BestRuns {
  /** The places of the best runs. */
  readonly best: Uint32Array;
}

/**
 * The best tenth of the runs, but at least ten, or a quarter where that is fewer; runs as good as the last of them belong to them.
 * @param costs the smaller the better, finite
 * @returns a reason where the best can't be told from the others
 */
export function bestRuns(costs: Float64Array): BestRuns | { readonly reason: string } {
  const runs = costs.length;
  if (runs < fewestRuns) return { reason: `It takes ${fewestRuns} runs that have the metric; there are ${runs}.` };
  const wanted = Math.max(Math.ceil(runs / 10), Math.min(10, Math.ceil(runs / 4)));
  const bound = at(costs.toSorted(), wanted - 1);
  const best = Uint32Array.from(costs.keys()).filter((run) => at(costs, run) <= bound);
  return best.length > runs / 2
    ? { reason: `${best.length} of ${runs} runs share the best value: nothing tells them apart.` }
    : { best };
}

/**
 * PED-ANOVA of S. Watanabe, A. Bansal & F. Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary
 * Subspaces" (IJCAI 2023), whose measure is E over all runs of (p(x | best) / p(x | all) − 1)², with the densities counted in
 * cells instead of estimated by kernels. So it is Pearson's statistic of "among the best" against the cells over its number of
 * best runs; its mean under chance, (N − T)(k − 1) / (T (N − 1)) for T of N runs in k cells, is taken off, which keeps
 * parameters of many values from looking important. p comes from 999 random choices of the best (seeded, so that it stays), after each of which something else may be done.
 */
export function* parameterImportances(
  params: readonly Cells[],
  { best }: BestRuns,
): Generator<undefined, readonly Importance[]> {
  const runs = params[0]?.codes.length ?? 0;
  const measures = params.map(divergenceMeasure);
  const found = measures.map((measure) => measure(best));
  const asLarge = new Uint32Array(params.length);
  const generator = generatorOf(runs);
  const order = Uint32Array.from({ length: runs }, (_, run) => run);
  for (let round = 0; round < permutations; round++) {
    const chosen = shuffledFirst(order, best.length, generator.index);
    measures.forEach((measure, param) => {
      // Rounding must not make equal splits differ.
      if (measure(chosen) >= at(found, param) - 1e-9) asLarge[param] = at(asLarge, param) + 1;
    });
    yield;
  }
  const adjusted = benjaminiHochberg(Array.from(asLarge, (count) => (count + 1) / (permutations + 1)));
  return params.map(({ count }, param) => ({
    divergence: at(found, param) - ((runs - best.length) * (count - 1)) / (best.length * (runs - 1)),
    p: at(adjusted, param),
  }));
}

/** N / T² · Σ T(c)² / N(c) − 1 over the cells c, for any T of the N runs. */
function divergenceMeasure({ codes, count }: Cells): (chosen: Uint32Array) => number {
  const sizes = new Float64Array(count);
  for (const cell of codes) sizes[cell] = at(sizes, cell) + 1;
  const own = new Float64Array(count);
  return (chosen) => {
    // One more run in a cell adds (T + 1)² − T²; no cell without one is looked at, of which there may be thousands.
    let sum = 0;
    for (let k = 0; k < chosen.length; k++) {
      const cell = codes[chosen[k] ?? 0] ?? 0;
      const before = own[cell] ?? 0;
      sum += (2 * before + 1) / (sizes[cell] ?? 1);
      own[cell] = before + 1;
    }
    for (let k = 0; k < chosen.length; k++) own[codes[chosen[k] ?? 0] ?? 0] = 0;
    return (codes.length * sum) / chosen.length ** 2 - 1;
  };
}

/** Brings random members to the front (Fisher & Yates), of which it returns the first. */
function shuffledFirst(order: Uint32Array, length: number, index: (below: number) => number): Uint32Array {
  for (let k = 0; k < length; k++) {
    const other = k + index(order.length - k);
    const member = at(order, k);
    order[k] = at(order, other);
    order[other] = member;
  }
  return order.subarray(0, length);
}
