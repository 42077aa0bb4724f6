import type { EvaluationGate } from "./evaluationEntities.ts";
import { formatNumber } from "./format.ts";

/** Such as `roc_auc (low end) at least 0.8`. */
export function gateTitle(gate: EvaluationGate): string {
  if ("against" in gate) {
    const margin = gate.margin === 0 ? "" : ` by more than ${formatNumber(gate.margin)}`;
    return `${gate.metric} no worse than the baseline's${margin}`;
  }
  const end = gate.by === "value" ? "" : ` (${gate.by} end)`;
  const bounds = [
    gate.min === undefined ? [] : `at least ${formatNumber(gate.min)}`,
    gate.max === undefined ? [] : `at most ${formatNumber(gate.max)}`,
  ].flat();
  return `${gate.metric}${end} ${bounds.join(" and ")}`;
}
