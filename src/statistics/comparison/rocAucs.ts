import { delongVariance } from "../intervals/delong.ts";
import { noInterval } from "../intervals/interval.ts";
import { meanOf } from "../intervals/moments.ts";
import type { Labels } from "../metrics/columns.ts";
import type { Undefined } from "../metrics/measure.ts";
import { placements } from "../metrics/ranked/placements.ts";
import { normalQuantile, normalUpperTail } from "../special/normal.ts";
import type { Comparison } from "./comparison.ts";

/** Compares the areas below two ROC curves of the same rows: E. R. DeLong et al. (1988), by X. Sun & W. Xu (2014). O(n). */
export function compareRocAucs(
  labels: Labels,
  first: Float64Array,
  second: Float64Array,
  confidence = 0.95,
): Comparison | Undefined {
  const [a, b] = [placements(labels, first), placements(labels, second)];
  if ("reason" in a) return a;
  if ("reason" in b) return b;
  const difference = meanOf(b.positives) - meanOf(a.positives);
  const deviation = Math.sqrt(
    delongVariance({
      positives: b.positives.map((share, i) => share - (a.positives[i] ?? 0)),
      negatives: b.negatives.map((share, i) => share - (a.negatives[i] ?? 0)),
    }),
  );
  const figures = { first: meanOf(a.positives), second: meanOf(b.positives), difference, rows: labels.length };
  const test = "DeLong's test";
  if (Number.isNaN(deviation)) return { ...figures, ...noInterval("a class has fewer than two rows"), p: null, test };
  if (deviation === 0) {
    const reason = "the rows' places in the two rankings have no spread to estimate its error from";
    return { ...figures, ...noInterval(reason), p: difference === 0 ? 1 : null, test };
  }
  const half = normalQuantile((1 + confidence) / 2) * deviation;
  const [low, high] = [Math.max(-1, difference - half), Math.min(1, difference + half)];
  return {
    ...figures,
    interval: { low, high, confidence, method: "DeLong" },
    p: 2 * normalUpperTail(Math.abs(difference) / deviation),
    test,
  };
}
