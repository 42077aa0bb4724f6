import { measured } from "../metrics/measure.ts";
import type { Placements } from "../metrics/ranked/placements.ts";
import { oneClassOnly, type RankedCounts } from "../metrics/ranked/rankedCounts.ts";
import { firstTrue } from "../special/bisect.ts";
import { normalQuantile } from "../special/normal.ts";
import { logitInterval } from "./influences.ts";
import { type Estimate, estimate, type IntervalOrReason, noInterval } from "./interval.ts";
import { varianceOf } from "./moments.ts";
import { type PlacementSpreads, placementSpreads } from "./placementSpreads.ts";

/** The area below the ROC curve with DeLong's interval, from counts of rows without weights. */
export function rocAucEstimate(counts: RankedCounts, confidence: number): Estimate {
  const rows = counts.totalPositives + counts.totalNegatives;
  const obstacle = oneClassOnly(counts);
  if (obstacle !== null) return estimate(obstacle, rows, () => noInterval(obstacle.reason));
  const spreads = placementSpreads(counts);
  return estimate(measured(spreads.positives.mean), rows, () => rocAucInterval(spreads, confidence));
}

/** E. R. DeLong et al. (1988). NaN where a class has fewer than two rows. */
export function delongVariance({ positives, negatives }: Placements): number {
  return varianceOf(positives) / positives.length + varianceOf(negatives) / negatives.length;
}

/** F. E. Satterthwaite's, as E. Brunner & U. Munzel (2000) have it for this figure; rounded down. */
function degreesOfFreedom({ positives, negatives }: PlacementSpreads): number {
  const [a, b] = [positives.variance / positives.rows, negatives.variance / negatives.rows];
  const degrees = (a + b) ** 2 / (a ** 2 / (positives.rows - 1) + b ** 2 / (negatives.rows - 1));
  // Rounding can leave it a little below the rarer class's, which is the least.
  return Math.max(Math.min(positives.rows, negatives.rows) - 1, Math.floor(degrees));
}

/**
 * DeLong's standard error on the logit scale. Where the scores tell the classes apart without a fault, or are all equal,
 * that error is 0; then R. G. Newcombe's (2006).
 */
function rocAucInterval(spreads: PlacementSpreads, confidence: number): IntervalOrReason {
  const { positives, negatives } = spreads;
  if (Math.min(positives.rows, negatives.rows) < 2) return noInterval("a class has fewer than two rows");
  const auc = positives.mean;
  const deviation = Math.sqrt(positives.variance / positives.rows + negatives.variance / negatives.rows);
  if (deviation === 0) return newcombeInterval(auc, positives.rows, negatives.rows, confidence);
  return logitInterval(auc, deviation, confidence, "DeLong", degreesOfFreedom(spreads));
}

/**
 * R. G. Newcombe, "Confidence intervals for an effect size measure based on the Mann–Whitney statistic", part 2, method 5
 * (2006): the areas whose variance under exponential scores makes the observed one no surprise.
 */
function newcombeInterval(auc: number, m: number, n: number, confidence: number): IntervalOrReason {
  const z = normalQuantile((1 + confidence) / 2);
  const half = (m + n) / 2 - 1;
  const deviation = (area: number): number =>
    Math.sqrt(((area * (1 - area)) / (m * n)) * (1 + half * ((1 - area) / (2 - area) + area / (1 + area))));
  const isLikely = (area: number): boolean => Math.abs(auc - area) <= z * deviation(area);
  const low = firstTrue(0, auc, isLikely);
  const high = 1 - firstTrue(0, 1 - auc, (fromTop) => isLikely(1 - fromTop));
  return { interval: { low, high, confidence, method: "Newcombe, method 5" } };
}
