import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { Provenance } from "../../provenance/createProvenance.ts";

type CodeHandlers = Pick<Handlers<EngineContract>, Extract<keyof EngineContract["requests"], `code/${string}`>>;

/** What the engine answers about the code of runs. */
export function codeHandlers(provenance: Provenance): CodeHandlers {
  return {
    "code/get": ({ runId }) => provenance.get(runId),
    "code/changes": ({ runId, against }, { signal }) => provenance.changes(runId, against, signal),
    "code/file": async ({ repository, commit, path }) => ({ text: await provenance.file(repository, commit, path) }),
    "code/restore": ({ runId, folder }, { signal }) => provenance.restore(runId, folder, signal),
  };
}
