import { type Labels, rarerClass } from "../metrics/columns.ts";
import { measured, undefinedBecause } from "../metrics/measure.ts";
import { averagePrecisionOf } from "../metrics/ranked/averagePrecision.ts";
import { type RankedCounts, rankedCounts } from "../metrics/ranked/rankedCounts.ts";
import { averagePrecisionByWeights } from "../metrics/ranked/resampledPrecision.ts";
import { averagePrecisionDeviation } from "./averagePrecisionInfluences.ts";
import type { Resampling } from "./bootstrap.ts";
import { rocAucEstimate } from "./delong.ts";
import { logitInterval } from "./influences.ts";
import { type Estimate, estimate, type IntervalOrReason, noInterval } from "./interval.ts";
import { mostResampledRows, resampleRows } from "./rowResampling.ts";

/** What a ranking by score is worth. */
export interface ScoreEstimates {
  readonly rocAuc: Estimate;
  /** With the bootstrap's interval, or in a large set that of the rows' influences. */
  readonly averagePrecision: Estimate;
}

/** Both from one ranking of the rows. */
export function scoreEstimates(labels: Labels, scores: Float64Array, resampling: Resampling): ScoreEstimates {
  const rows = labels.length;
  const counts = rankedCounts(labels, scores);
  const none = (reason: string): Estimate => estimate(undefinedBecause(reason), rows, () => noInterval(reason));
  if ("reason" in counts) return { rocAuc: none(counts.reason), averagePrecision: none(counts.reason) };
  const rocAuc = rocAucEstimate(counts, resampling.confidence);
  if (counts.totalPositives === 0) return { rocAuc, averagePrecision: none("no row is positive") };
  const value = averagePrecisionOf(counts);
  const interval = (): IntervalOrReason =>
    rows > mostResampledRows
      ? influenceInterval(counts, value, resampling.confidence)
      : resampledInterval(labels, scores, resampling);
  return { rocAuc, averagePrecision: estimate(measured(value), rows, interval) };
}

function influenceInterval(counts: RankedCounts, value: number, confidence: number): IntervalOrReason {
  if (counts.totalPositives < 2) return noInterval("there are fewer than two positive rows");
  return logitInterval(value, averagePrecisionDeviation(counts, value), confidence, "infinitesimal jackknife");
}

function resampledInterval(labels: Labels, scores: Float64Array, resampling: Resampling): IntervalOrReason {
  const statistic = averagePrecisionByWeights(labels, scores);
  const [one] = resampleRows(labels.length, (weights) => [statistic(weights)], resampling, rarerClass(labels));
  return one?.interval ? { interval: one.interval } : noInterval(one?.intervalReason ?? "there are no rows");
}
