import { CodeState } from "../protocol/entities.ts";
import type { Store } from "./openStore.ts";

export interface CodeStateStore {
  save(runId: string, state: CodeState): Promise<void>;
  /** Null when nothing is known of the run's code. */
  get(runId: string): CodeState | null;
}

/** The code that runs were started from. */
export function codeStateStore(store: Store): CodeStateStore {
  return {
    save: (runId, state) => store.write(({ codeStates }) => codeStates.set(runId, JSON.stringify(state))),
    get(runId) {
      const text = store.tables.codeStates.get(runId);
      return text === undefined ? null : CodeState.parse(JSON.parse(text));
    },
  };
}
