import type { EvaluationFairness } from "../../protocol/evaluationEntities.ts";
import { usualResampling } from "../../statistics/intervals/bootstrap.ts";
import type { Labels } from "../../statistics/metrics/columns.ts";
import { fairness } from "../../statistics/metrics/fairness.ts";
import type { SliceColumn } from "./sliceCodes.ts";

/** More groups than these are no groups of people, and each would be compared with each. */
const mostGroups = 50;

/** How evenly a model says yes over the groups of each column, and is right where it does. */
export function fairnessOf(columns: readonly SliceColumn[], labels: Labels, answers: Labels): EvaluationFairness[] {
  return columns.flatMap(({ column, values, codes }) => {
    if (values.length < 2 || values.length > mostGroups) return [];
    const found = fairness(codes, values.length, labels, answers, usualResampling);
    if ("reason" in found) return [];
    const { parityDifference, parityRatio, oddsDifference, fourFifths } = found;
    return {
      column,
      figures: [
        { name: "demographic_parity_difference", ...parityDifference },
        { name: "demographic_parity_ratio", ...parityRatio },
        { name: "equalized_odds_difference", ...oddsDifference },
      ],
      fourFifths,
    };
  });
}
