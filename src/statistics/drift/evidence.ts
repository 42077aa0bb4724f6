import { type CountPair, occupied, total } from "./categories.ts";
import { balancedCramersV, chiSquaredTest } from "./chiSquaredTest.ts";
import { kolmogorovSmirnov } from "./kolmogorovSmirnov.ts";
import type { Pooled } from "./pooled.ts";
import { type Demand, detectableGap, detectableRateChange, detectableV, type Sizes } from "./power.ts";
import type { Proportion } from "./proportion.ts";
import { rateChange } from "./proportions.ts";
import { poolRare } from "./rareCategories.ts";

/** What speaks for a change of one column: the same for every kind of column. */
export interface Evidence {
  /** The probability of a difference at least as large if nothing has changed. */
  readonly p: number;
  /** How large the change is, between 0 and 1, independent of the number of rows. */
  readonly effect: number;
  /** The smallest effect that these sizes are sure to show; infinite where none can be shown. */
  readonly detectable: (demand: Demand) => number;
}

const nothing: Evidence = { p: 1, effect: 0, detectable: () => Number.POSITIVE_INFINITY };

/** Numbers: the Kolmogorov–Smirnov test; the effect is D, the largest difference in the share of rows below any value. */
export function numericEvidence(pooled: Pooled): Evidence {
  const test = kolmogorovSmirnov(pooled);
  if (test === null) return nothing;
  return { p: test.p, effect: test.statistic, detectable: (demand) => detectableGap(pooled, demand) };
}

/**
 * Categories: the chi-squared test of homogeneity, the rarest ones put together (two categories: see `rateChange`); the
 * effect is Cramér's V as for equal sizes. Where nearly every row has a category of its own nothing can be told.
 */
export function categoricalEvidence(pair: CountPair): Evidence {
  const sizes = { referenceSize: total(pair.reference), currentSize: total(pair.current) };
  const cells = poolRare(pair);
  const test = chiSquaredTest(cells);
  const effect = balancedCramersV(cells);
  if (test === null || effect === null) return nothing;
  const [a = 0, b = 0] = [cells.reference[0], cells.current[0]];
  const wereMerged = cells.reference.length < occupied(pair).reference.length;
  if (wereMerged && test.degreesOfFreedom === 0) return nothing;
  const detectable = (demand: Demand): number => detectableV(Math.max(1, test.degreesOfFreedom), sizes, demand);
  if (test.degreesOfFreedom !== 1) return { p: test.p, effect, detectable };
  const rates = rateChange({ count: a, size: sizes.referenceSize }, { count: b, size: sizes.currentSize });
  return { p: rates?.p ?? test.p, effect, detectable };
}

/** The share of rows with some property, such as a missing value; the effect is the change of that share. */
export function rateEvidence(reference: Proportion, current: Proportion): Evidence {
  const change = rateChange(reference, current);
  if (change === null) return nothing;
  const sizes: Sizes = { referenceSize: reference.size, currentSize: current.size };
  return {
    p: change.p,
    effect: Math.abs(change.difference),
    detectable: (demand) => detectableRateChange(reference.count / reference.size, sizes, demand),
  };
}
