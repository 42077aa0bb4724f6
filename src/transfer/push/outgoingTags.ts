import * as z from "zod";
import type { CodeState } from "../../protocol/entities.ts";
import type { RunRecord, TagInput } from "../../tracking/types.ts";

/** By which a pushed run is found again on the remote, whatever happened to our ledger. */
export const runIdTag = "tidemark.runId";
/** The same for a logged model. */
export const modelIdTag = "tidemark.modelId";
/** The same for a version of a registered model. */
export const versionTag = "tidemark.modelVersion";

const parentTag = "mlflow.parentRunId";
const modelHistoryTag = "mlflow.log-model.history";
/** Says something about this workspace's lists alone. */
const ownTags = new Set(["tidemark.starred", runIdTag]);

export interface TagContext {
  readonly code: CodeState;
  /** The remote's id of a run of ours; undefined when it was not pushed there. */
  readonly remoteRunId: (localId: string) => string | undefined;
}

/**
 * The tags of a run as the remote is to have them: runs are named by the remote's ids, the code's commit is in the tags that
 * MLflow shows, and what concerns this workspace alone is left out. So is a parent that the remote does not have.
 */
export function outgoingTags(run: RunRecord, { code, remoteRunId }: TagContext): readonly TagInput[] {
  const tags = new Map<string, string>();
  for (const { key, value } of [...codeTags(code), ...run.tags]) {
    if (ownTags.has(key)) continue;
    const outgoing =
      key === parentTag
        ? remoteRunId(value)
        : key === modelHistoryTag
          ? renamedHistory(value, run.id, remoteRunId(run.id))
          : value;
    if (outgoing !== undefined) tags.set(key, outgoing);
  }
  return [...tags].map(([key, value]) => ({ key, value }));
}

function codeTags({ commit, branch, remote }: CodeState): readonly TagInput[] {
  const known: readonly (readonly [string, string | null])[] = [
    ["mlflow.source.git.commit", commit],
    ["mlflow.source.git.branch", branch],
    ["mlflow.source.git.repoURL", remote],
  ];
  return known.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

const History = z.array(z.looseObject({ run_id: z.string().optional() }));

/** The models that a run saved, as 2.x clients list them in a tag: with the run's id in it. */
function renamedHistory(text: string, localId: string, remoteId: string | undefined): string {
  if (remoteId === undefined) return text;
  const history = History.safeParse(parsed(text));
  if (!history.success) return text;
  return JSON.stringify(
    history.data.map((entry) => (entry.run_id === localId ? { ...entry, run_id: remoteId } : entry)),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not written by MLflow: it goes as it is.
  }
}
