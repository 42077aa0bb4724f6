import { checkedParam, checkedTag, checkMetric } from "../../../tracking/limits.ts";
import type { MetricInput, ParamInput, TagInput } from "../../../tracking/types.ts";
import { refusal } from "./attempt.ts";
import type { ImportReport } from "./report.ts";

/** Parameters as they are recorded; those that can't be, and further ones of the same name, are skipped. */
export const acceptableParams = (
  params: readonly ParamInput[],
  report: ImportReport,
  place: string,
): ReadonlyMap<string, string> => acceptable(params, checkedParam, report, `${place}, parameter`);

/** Tags as they are recorded; those that can't be are skipped. */
export const acceptableTags = (
  tags: readonly TagInput[],
  report: ImportReport,
  place: string,
): ReadonlyMap<string, string> => acceptable(tags, checkedTag, report, `${place}, tag`);

/** The points that can be recorded; the others are skipped. */
export function acceptablePoints(
  points: readonly MetricInput[],
  report: ImportReport,
  place: string,
): readonly MetricInput[] {
  return points.filter((point) => {
    try {
      checkMetric(point);
      return true;
    } catch (error) {
      report.skip(`${place}, metric ${point.key}`, refusal(error));
      return false;
    }
  });
}

function acceptable(
  pairs: readonly ParamInput[],
  check: (pair: ParamInput) => ParamInput,
  report: ImportReport,
  place: string,
): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const pair of pairs) {
    try {
      const { key, value } = check(pair);
      if (!kept.has(key)) kept.set(key, value);
    } catch (error) {
      report.skip(`${place} ${pair.key}`, refusal(error));
    }
  }
  return kept;
}
