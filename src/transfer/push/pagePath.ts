import type { PushSelection } from "../../protocol/push.ts";
import type { RunInOrder } from "../../store/pushOrder.ts";
import type { Ledger } from "./ledger.ts";

/** The page of MLflow's own pages that shows what was pushed; null when there is no such one. */
export function pagePath(selection: PushSelection, runs: readonly RunInOrder[], ledger: Ledger): string | null {
  if ("modelName" in selection) return `/#/models/${encodeURIComponent(selection.modelName)}`;
  const [experimentId, ...others] = new Set(runs.map((run) => run.experimentId));
  const item = experimentId === undefined || others.length > 0 ? undefined : ledger.find("experiment", experimentId);
  return item === undefined ? null : `/#/experiments/${item.remoteId}`;
}
