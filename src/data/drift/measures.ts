import type { DriftMeasure } from "../../protocol/driftEntities.ts";
import { andersonDarling } from "../../statistics/drift/andersonDarling.ts";
import type { Bounds } from "../../statistics/drift/bounds.ts";
import { energyBounds, gapBounds, wassersteinBounds } from "../../statistics/drift/bounds.ts";
import type { CountPair } from "../../statistics/drift/categories.ts";
import { balancedCramersV, chiSquaredTest } from "../../statistics/drift/chiSquaredTest.ts";
import { cramerVonMises } from "../../statistics/drift/cramerVonMises.ts";
import { energyDistance, wasserstein } from "../../statistics/drift/distances.ts";
import type { Distribution } from "../../statistics/drift/distribution.ts";
import { divergences } from "../../statistics/drift/divergences.ts";
import { kolmogorovSmirnov } from "../../statistics/drift/kolmogorovSmirnov.ts";
import { populationStability } from "../../statistics/drift/populationStability.ts";
import { binCounts, quantileEdges } from "../../statistics/drift/quantileBins.ts";
import { poolRare } from "../../statistics/drift/rareCategories.ts";
import { robustScale } from "../../statistics/drift/robustScale.ts";
import type { NumberPair } from "./numbers.ts";

/** One side of a pair. */
export function sideOf(pair: NumberPair, side: "reference" | "current"): Distribution {
  const counts = side === "reference" ? pair.referenceCounts : pair.currentCounts;
  const size = side === "reference" ? pair.referenceSize : pair.currentSize;
  const isThere = (_: number, i: number): boolean => (counts[i] ?? 0) > 0;
  return { values: pair.values.filter(isThere), counts: counts.filter(isThere), size };
}

/** All measures of a column of numbers, in a unit; none when a side has no values. */
export function numericMeasures(pair: NumberPair, unit?: string): DriftMeasure[] {
  const [reference, current] = [sideOf(pair, "reference"), sideOf(pair, "current")];
  const test = kolmogorovSmirnov(pair);
  if (test === null) return [];
  const { scale, basis } = robustScale(reference, current);
  const edges = quantileEdges(reference);
  const bins = { reference: binCounts(reference, edges), current: binCounts(current, edges) };
  const bounded = (
    name: string,
    value: number | null,
    boundsOf: (pair: NumberPair) => Bounds,
    unit = 1,
  ): DriftMeasure => {
    const found = measure(name, value === null ? null : value / unit);
    if (pair.bins === null) return found;
    const { low, high } = boundsOf(pair);
    return Number.isFinite(high) ? { ...found, between: [low / unit, high / unit] } : found;
  };
  const darling = andersonDarling(pair);
  const darlingNote = darling?.clipped ? { note: `p is ${darling.clipped} that` } : {};
  const cramer = cramerVonMises(pair);
  const distance = wasserstein(pair);
  return [
    { ...bounded("Kolmogorov–Smirnov D", test.statistic, gapBounds), p: test.p },
    {
      ...bounded("Wasserstein distance", distance, wassersteinBounds),
      ...(unit === undefined ? {} : { note: `in ${unit}` }),
    },
    {
      ...bounded("Wasserstein, scaled", distance, wassersteinBounds, scale),
      note: `in units of the reference's spread (${basis})`,
    },
    ...sharedMeasures(bins, "10 bins of the reference's quantiles"),
    ...(darling === null ? [] : [{ ...measure("Anderson–Darling", darling.statistic), p: darling.p, ...darlingNote }]),
    ...(cramer === null ? [] : [{ ...measure("Cramér–von Mises", cramer.statistic), p: cramer.p }]),
    bounded("Energy distance", energyDistance(pair), energyBounds),
  ];
}

/** All measures of a column of categories; none when a side has no values. */
export function categoryMeasures(pair: CountPair): DriftMeasure[] {
  const cells = poolRare(pair);
  const test = chiSquaredTest(cells);
  if (test === null) return [];
  const pooled = cells.reference.length < pair.reference.length ? ", the rarest together" : "";
  return [
    {
      ...measure("χ² of homogeneity", test.statistic),
      p: test.p,
      note: `${test.degreesOfFreedom} degrees of freedom${pooled}`,
    },
    measure("Cramér's V, balanced", balancedCramersV(cells)),
    ...sharedMeasures(pair, "categories"),
  ];
}

/** Measures of counts in the same bins or categories. */
function sharedMeasures(pair: CountPair, of: string): DriftMeasure[] {
  const found = divergences(pair);
  const stability = populationStability(pair);
  if (found === null || stability === null) return [];
  const chance = `chance alone exceeds ${stability.critical.toPrecision(2)} in 5 %`;
  return [
    {
      ...measure("Population stability index", stability.index),
      note: `${stability.bins} ${of === "categories" ? of : "bins"}; ${chance}`,
    },
    { ...measure("Jensen–Shannon distance", found.jensenShannonDistance), note: of },
    measure("Hellinger distance", found.hellinger),
    measure("Total variation", found.totalVariation),
    measure("Largest difference of a share", found.largestDifference),
  ];
}

function measure(name: string, value: number | null): DriftMeasure {
  if (value === null) return { name, value: null, note: "not defined" };
  return Number.isFinite(value) ? { name, value } : { name, value: null, note: "infinite" };
}
