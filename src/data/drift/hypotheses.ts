import type { DriftAspect, DriftRule } from "../../protocol/driftEntities.ts";
import type { CountPair } from "../../statistics/drift/categories.ts";
import { categoricalEvidence, type Evidence, numericEvidence, rateEvidence } from "../../statistics/drift/evidence.ts";
import { judge } from "../../statistics/drift/judge.ts";
import type { Proportion } from "../../statistics/drift/proportion.ts";
import type { NumberPair } from "./numbers.ts";

/** One thing to judge, before all are judged together. */
export interface Hypothesis {
  readonly of: DriftAspect["of"];
  readonly test: string;
  readonly effectName: string;
  readonly evidence: Evidence;
}

/** Up to so many distinct numbers are compared as categories: Kolmogorov and Smirnov's test is weak with many ties. */
export const fewValues = 12;

export function numbersHypothesis(pair: NumberPair): Hypothesis {
  if (pair.bins === null && pair.values.length <= fewValues) {
    return categoriesHypothesis({ reference: pair.referenceCounts, current: pair.currentCounts });
  }
  return { of: "values", test: "Kolmogorov–Smirnov", effectName: "D", evidence: numericEvidence(pair) };
}

/** Categories, those that are not told apart already put together. */
export const categoriesHypothesis = (cells: CountPair): Hypothesis => ({
  of: "values",
  test: "χ² of homogeneity",
  effectName: "Cramér's V",
  evidence: categoricalEvidence(cells),
});

/** Only where a value is missing on either side: where none is, there is nothing to judge. */
export function missingValues(reference: Proportion, current: Proportion): readonly Hypothesis[] {
  if (reference.count + current.count === 0 || reference.size === 0 || current.size === 0) return [];
  const evidence = rateEvidence(reference, current);
  return [{ of: "missing values", test: "comparison of two shares", effectName: "change of the share", evidence }];
}

/** A changed share of missing values matters from half of what matters elsewhere on. */
const smallestOf = ({ of }: Hypothesis, rule: DriftRule): number =>
  of === "missing values" ? rule.effect / 2 : rule.effect;

/** All hypotheses of a comparison are one family: Benjamini–Hochberg goes over them together. In their order. */
export function judgeAll(hypotheses: readonly Hypothesis[], rule: DriftRule): readonly DriftAspect[] {
  const judged = hypotheses.map((one) => ({ ...one.evidence, minimumEffect: smallestOf(one, rule) }));
  const { significance: level, effect: minimumEffect, power } = rule;
  const judgements = judge(judged, { level, minimumEffect, power });
  return hypotheses.flatMap((one, i) => {
    const judgement = judgements[i];
    if (judgement === undefined) return [];
    const { of, test, effectName } = one;
    const detectable = Number.isFinite(judgement.detectable) ? judgement.detectable : null;
    return [{ of, test, effectName, ...judgement, detectable, minimumEffect: smallestOf(one, rule) }];
  });
}
