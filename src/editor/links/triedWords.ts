import type { TriedParameter } from "../../protocol/codeLinkRequests.ts";
import { formatNumber } from "../../protocol/format.ts";
import { shorten } from "../experiments/labels.ts";
import { isSameValue } from "./namesInCode.ts";

/** What stands above a parameter in code: `5 values in 40 runs · this one: 0.31 loss of 8 runs · best: 0.001 (0.21)`. */
export function triedWords(tried: TriedParameter, value: string | null): string {
  const { runs, distinct, metric, values } = tried;
  const counted = `${distinct.toLocaleString("en")} ${distinct === 1 ? "value" : "values"} in ${runsWords(runs)}`;
  if (metric === null || distinct < 2) return counted;
  const own = value === null ? undefined : values.find((one) => isSameValue(one.value, value));
  const [best] = values;
  const parts = [counted];
  if (own !== undefined && own.best !== null && own !== best)
    parts.push(`${shortValue(value ?? "")}: ${formatNumber(own.best)}`);
  if (best?.best != null) parts.push(`best ${metric.key}: ${formatNumber(best.best)} at ${shortValue(best.value)}`);
  return parts.join(" · ");
}

/** The values that were tried, as lines of text; the best first. */
export function triedLines({ key, experiment, runs, distinct, metric, values }: TriedParameter): readonly string[] {
  const head = `${key} in ${experiment.name}: ${distinct.toLocaleString("en")} ${distinct === 1 ? "value" : "values"} in ${runsWords(runs)}`;
  const lines = values.map(({ value, runs: own, best }) => {
    const result =
      metric === null ? "" : best === null ? `, no ${metric.key}` : `, best ${metric.key} ${formatNumber(best)}`;
    return `${shortValue(value)}: ${runsWords(own)}${result}`;
  });
  const more = distinct - values.length;
  return [head, ...lines, ...(more > 0 ? [`and ${more.toLocaleString("en")} more`] : [])];
}

/** Short numbers as they are written; long ones, which were drawn at random, with four digits. */
function shortValue(value: string): string {
  if (value.length <= 8) return value;
  const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
  return isNumber ? formatNumber(Number(value)) : shorten(value, 40);
}

const runsWords = (runs: number): string => `${runs.toLocaleString("en")} ${runs === 1 ? "run" : "runs"}`;
