import { averagePrecisionInfluences } from "../intervals/averagePrecisionInfluences.ts";
import type { Resampling } from "../intervals/bootstrap.ts";
import { type Contrasts, rocAucInfluences } from "../intervals/multiclassRocAuc.ts";
import { mostResampledRows } from "../intervals/rowResampling.ts";
import { type Labels, rarerClass } from "../metrics/columns.ts";
import type { Undefined } from "../metrics/measure.ts";
import type { ProbabilityTable } from "../metrics/probabilities/probabilityTable.ts";
import type { ClassAveraging } from "../metrics/ranked/multiclassRocAuc.ts";
import { averagePrecisionByWeights } from "../metrics/ranked/resampledPrecision.ts";
import { compareByRows } from "./bootstrapped.ts";
import type { Comparison } from "./comparison.ts";
import { compareByInfluences } from "./influences.ts";

/** Compares average precisions: by the paired bootstrap, in large sets by the rows' influences. */
export function compareAveragePrecisions(
  labels: Labels,
  first: Float64Array,
  second: Float64Array,
  resampling: Resampling,
): Comparison | Undefined {
  const [a, b] = [averagePrecisionInfluences(labels, first), averagePrecisionInfluences(labels, second)];
  if ("reason" in a) return a;
  if ("reason" in b) return b;
  if (labels.length > mostResampledRows)
    return compareByInfluences(a, b, resampling.confidence, "infinitesimal jackknife");
  const figure = (scores: Float64Array) => averagePrecisionByWeights(labels, scores);
  return compareByRows(labels.length, figure(first), figure(second), resampling, rarerClass(labels));
}

/** Compares the areas that tell the classes apart, averaged. */
export function compareMulticlassRocAucs(
  labels: Labels,
  first: ProbabilityTable,
  second: ProbabilityTable,
  averaging: ClassAveraging,
  contrasts: Contrasts = "one versus rest",
  confidence = 0.95,
): Comparison | Undefined {
  const a = rocAucInfluences(labels, first, averaging, contrasts);
  const b = rocAucInfluences(labels, second, averaging, contrasts);
  if ("reason" in a) return a;
  if ("reason" in b) return b;
  return compareByInfluences(a, b, confidence, "DeLong's test over the classes");
}
