import { CodeState } from "../../protocol/entities.ts";
import type { Tables } from "../../store/tables.ts";

/** The code that a run was started from, as far as it is known by now. */
export function codeOf(tables: Tables, runId: string): CodeState {
  const text = tables.codeStates.get(runId);
  if (text !== undefined) return CodeState.parse(JSON.parse(text));
  return {
    status: "pending",
    reason: null,
    repository: null,
    commit: null,
    branch: null,
    remote: null,
    dirty: false,
    snapshot: null,
    changedFiles: 0,
    skipped: [],
    recordedAt: null,
  };
}
