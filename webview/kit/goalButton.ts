import type { TemplateResult } from "lit";
import type { MetricGoal } from "../../src/protocol/entities.ts";
import { iconButton } from "./icon.ts";
import { nextGoal } from "./metricFacts.ts";

/** Which direction is better, as a button that turns it: higher, lower, unknown. */
export function goalButton(
  key: string,
  goal: MetricGoal,
  onGoal: (key: string, goal: MetricGoal) => void,
): TemplateResult {
  const says = goal === null ? "no direction is better" : goal === "max" ? "higher is better" : "lower is better";
  const sign = goal === null ? "dash" : goal === "max" ? "arrow-up" : "arrow-down";
  return iconButton(sign, `${key}: ${says}. Change`, () => onGoal(key, nextGoal(goal)), { testId: "metric-goal" });
}
