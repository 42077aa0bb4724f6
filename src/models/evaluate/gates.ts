import type { EvaluationGate, EvaluationGateOutcome, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { gateTitle } from "../../protocol/evaluationGateTitle.ts";
import { formatNumber } from "../../protocol/format.ts";

type Found = Pick<EvaluationResult, "comparisons"> & { readonly model: Pick<EvaluationResult["model"], "figures"> };

/** Whether a model reaches what it has to. A figure that is not there never passes. */
export function judgeGate(gate: EvaluationGate, found: Found): EvaluationGateOutcome {
  const title = gateTitle(gate);
  const judged = "against" in gate ? againstBaseline(gate, found) : withinBounds(gate, found);
  return { gate, title, ...judged };
}

type Bounds = Extract<EvaluationGate, { by: unknown }>;
type Against = Extract<EvaluationGate, { against: unknown }>;
type Judged = Pick<EvaluationGateOutcome, "verdict" | "words">;

const unknown = (words: string): Judged => ({ verdict: "unknown", words });

function withinBounds({ metric, min, max, by }: Bounds, { model }: Found): Judged {
  if (min === undefined && max === undefined) return unknown("The gate has no bound: give it a min or a max.");
  const figure = model.figures.find(({ name }) => name === metric);
  if (figure === undefined) {
    const known = model.figures.map(({ name }) => name).join(", ");
    return unknown(`There is no ${metric} of this model; there are ${known}.`);
  }
  if (figure.value === null) return unknown(`${metric} is undefined because ${figure.reason ?? "nothing was told"}.`);
  const { interval } = figure;
  if (by !== "value" && interval === null) {
    return unknown(`${metric} has no interval: ${figure.intervalReason ?? "nothing was told"}.`);
  }
  const decisive = by === "value" || interval === null ? figure.value : interval[by];
  const range = interval === null ? "" : ` (${formatNumber(interval.low)} to ${formatNumber(interval.high)})`;
  const passed = (min === undefined || decisive >= min) && (max === undefined || decisive <= max);
  return { verdict: passed ? "passed" : "failed", words: `${metric} is ${formatNumber(figure.value)}${range}.` };
}

function againstBaseline({ metric, margin }: Against, { comparisons }: Found): Judged {
  if (comparisons === null) return unknown("There is no other model: name one as the baseline.");
  const found = comparisons.find(({ name }) => name === metric);
  if (found === undefined) {
    return unknown(`${metric} isn't compared; ${comparisons.map(({ name }) => name).join(", ")} are.`);
  }
  const { interval, goal, difference } = found;
  if (interval === null)
    return unknown(`The difference has no interval: ${found.intervalReason ?? "nothing was told"}.`);
  const worst = goal === "max" ? interval.low : -interval.high;
  const range = `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
  return {
    verdict: worst >= -margin ? "passed" : "failed",
    words: `${metric} differs from the baseline's by ${formatNumber(difference)} (${range}).`,
  };
}
