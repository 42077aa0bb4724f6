import {
  categoriesHypothesis,
  type Hypothesis,
  judgeAll,
  missingValues,
  numbersHypothesis,
} from "../../src/data/drift/hypotheses.ts";
import { DriftRule, type DriftVerdict } from "../../src/protocol/driftEntities.ts";
import { distributionOf } from "../../src/statistics/drift/distribution.ts";
import { pool } from "../../src/statistics/drift/pooled.ts";
import type { SimulatedColumn } from "./driftPairs.ts";

/** What a comparison says about each column of a simulated pair, by the product's own rule. */
export function judgedPair(pair: readonly SimulatedColumn[]): readonly DriftVerdict[] {
  const hypotheses = pair.map(hypothesesOf);
  const aspects = judgeAll(hypotheses.flat(), DriftRule.parse({}));
  let next = 0;
  return hypotheses.map((own) => {
    const verdicts = own.map(() => aspects[next++]?.verdict);
    if (verdicts.includes("drift")) return "drift";
    return verdicts.every((verdict) => verdict === "no drift") ? "no drift" : "too small to tell";
  });
}

function hypothesesOf({ kind, reference, current }: SimulatedColumn): readonly Hypothesis[] {
  const pooled = pool(distributionOf(reference), distributionOf(current));
  const missed = missingValues(
    { count: reference.length - pooled.referenceSize, size: reference.length },
    { count: current.length - pooled.currentSize, size: current.length },
  );
  const values =
    kind === "numbers"
      ? numbersHypothesis({ ...pooled, isExact: new Uint8Array(pooled.values.length), bins: null })
      : categoriesHypothesis({ reference: pooled.referenceCounts, current: pooled.currentCounts });
  return [values, ...missed];
}
