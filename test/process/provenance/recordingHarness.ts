import type { CodeState } from "../../../src/protocol/entities.ts";
import { createProvenance, type Provenance, type ProvenanceDeps } from "../../../src/provenance/createProvenance.ts";

/** Provenance of one workspace whose states are kept in memory. */
export function recording(workspace: string, options: ProvenanceDeps["options"] = {}) {
  const saved = new Map<string, CodeState>();
  const changed: string[] = [];
  const warnings: unknown[] = [];
  const provenance: Provenance = createProvenance({
    workspace,
    states: {
      save: async (runId, state) => {
        saved.set(runId, state);
      },
      get: (runId) => saved.get(runId) ?? null,
    },
    log: { warn: (details) => warnings.push(details) },
    onChange: ({ runId }) => changed.push(runId),
    options,
  });
  return {
    provenance,
    saved,
    changed,
    warnings,
    /** Records a run and says what was recorded of its code. */
    async run(runId: string, sourceName: string | null = null): Promise<CodeState> {
      provenance.runStarted({ runId, experimentId: "0", sourceName });
      await provenance.settled();
      return provenance.get(runId);
    },
  };
}
